"""`python -m harkara_sandbox`: the stand-in as a process.

Secrets are better given in the environment, where `ps` cannot see them.
"""

from __future__ import annotations

import argparse
import logging
import os
from pathlib import Path

from harkara_sandbox.config import DEFAULT_APP_SECRET, DEFAULT_SEED, DEFAULT_VERIFY_TOKEN, Behaviour, SandboxConfig
from harkara_sandbox.server import HOST, create_server, run

log = logging.getLogger("harkara_sandbox")


def main() -> None:
    """Serve until SIGTERM or Ctrl-C (exit code 0); 2 for a setting that cannot be used, with the reason."""
    parser = _parser()
    options = parser.parse_args()
    try:
        config = _config(options)
        server = create_server(config, options.port)
    except (ValueError, OSError) as error:
        parser.exit(2, f"harkara_sandbox cannot start: {error}\n")
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    # `harkara run` says which version it belongs to, as of every part it starts.
    name = f"sandbox {os.environ.get('SANDBOX_VERSION', '')}".strip()
    log.info("%s on http://%s:%d, webhooks to %s", name, HOST, options.port, config.webhook_url or "nobody")
    run(server)


def _config(options: argparse.Namespace) -> SandboxConfig:
    return SandboxConfig(
        webhook_url=options.webhook_url or os.environ.get("SANDBOX_WEBHOOK_URL"),
        app_secret=options.app_secret or os.environ.get("SANDBOX_APP_SECRET", DEFAULT_APP_SECRET),
        verify_token=options.verify_token or os.environ.get("SANDBOX_VERIFY_TOKEN", DEFAULT_VERIFY_TOKEN),
        wabas=options.wabas,
        numbers=options.numbers,
        subscribed=not options.unsubscribed,
        ledger=options.ledger,
        seed=options.seed,
        behaviour=Behaviour(time_scale=options.time_scale),
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="harkara_sandbox", description="A stand-in for Meta and OpenAI on loopback.")
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--webhook-url", help="where webhooks go; else SANDBOX_WEBHOOK_URL")
    parser.add_argument("--app-secret", help="signs webhooks; better: SANDBOX_APP_SECRET")
    parser.add_argument("--verify-token", help="for the webhook handshake; better: SANDBOX_VERIFY_TOKEN")
    parser.add_argument("--numbers", type=int, default=2, help="phone numbers on the first WABA (default 2)")
    parser.add_argument("--wabas", type=int, default=1, help="WhatsApp Business Accounts (default 1)")
    parser.add_argument("--unsubscribed", action="store_true", help="begin with no app subscribed to webhooks")
    parser.add_argument("--ledger", type=Path, help="file that keeps accepted messages over restarts")
    parser.add_argument("--time-scale", type=float, default=1.0, help="multiplies the delays of statuses (default 1)")
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED, help="seed of the dice for delays and shares")
    return parser


if __name__ == "__main__":
    main()
