"""Which processes make up the platform, in the order they are started. Secrets travel in the environment, never in argv."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from pydantic import SecretStr

from harkara.entrypoints.process_manager import CHANNEL
from harkara.entrypoints.supervisor.child import ChildSpec
from harkara.kit.settings import Settings
from harkara.kit.shipped import shipped
from harkara.kit.version import version_line

_HARKARA = (sys.executable, "-m", "harkara.entrypoints.cli")
_WORKER_DRAIN = 15.0  # the worker gives itself 10
_API_DRAIN = 10.0
_SANDBOX_DRAIN = 5.0
_WEB = shipped("web")


def child_specs(settings: Settings, database_url: str, *, workers: int, dev: bool) -> list[ChildSpec]:
    """Return sandbox (if Meta is not set up), API, workers and, while developing, the dashboard's own server."""
    environment = _environment(settings, database_url)
    specs = [_sandbox(settings)] if settings.uses_sandbox else []
    specs.append(ChildSpec("api", (*_HARKARA, "api"), environment, _API_DRAIN))
    for number in range(1, workers + 1):
        name = "worker" if workers == 1 else f"worker-{number}"
        specs.append(ChildSpec(name, (*_HARKARA, "worker"), environment, _WORKER_DRAIN))
    if dev:
        specs.append(_web_server(settings))
    return specs


def _sandbox(settings: Settings) -> ChildSpec:
    environment = _base_environment() | {
        "SANDBOX_APP_SECRET": _text(settings.meta_app_secret),
        "SANDBOX_VERIFY_TOKEN": _text(settings.meta_webhook_verify_token),
        "SANDBOX_WEBHOOK_URL": f"{own_address(settings)}/webhooks/whatsapp",
        "SANDBOX_VERSION": version_line(),
    }
    port = settings.sandbox_url.rpartition(":")[2]
    return ChildSpec("sandbox", (sys.executable, "-m", "harkara_sandbox", "--port", port), environment, _SANDBOX_DRAIN)


def _web_server(settings: Settings) -> ChildSpec:
    environment = _base_environment() | {"HARKARA_API": own_address(settings)}
    return ChildSpec("web", ("npm", "--prefix", str(_WEB), "run", "dev"), environment, _SANDBOX_DRAIN)


def _environment(settings: Settings, database_url: str) -> dict[str, str]:
    """Hand down what was found out here, so that no child has to find out again, or differently."""
    resolved = {
        "DATABASE_URL": database_url,
        "DATA_DIR": str(settings.data_dir.resolve()),
        "ENCRYPTION_KEY": _text(settings.encryption_key),
        "META_APP_SECRET": _text(settings.meta_app_secret),
        "META_WEBHOOK_VERIFY_TOKEN": _text(settings.meta_webhook_verify_token),
    }
    return _base_environment() | {name: value for name, value in resolved.items() if value}


def _base_environment() -> dict[str, str]:
    """Return our own environment, with the programs of our virtual environment (node, npm) to be found first."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    kept = {name: value for name, value in os.environ.items() if name not in ("ADMIN_PASSWORD", CHANNEL)}
    return kept | {"PATH": path, "PYTHONUNBUFFERED": "1"}


def own_address(settings: Settings) -> str:
    """Return how a process of this machine reaches the API."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)  # noqa: S104 - a comparison
    return f"http://[{host}]:{settings.port}" if ":" in host else f"http://{host}:{settings.port}"


def _text(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""
