"""Webhooks through Nginx: how many signed events a second arrive durably, directly and through Nginx with TLS, in one run by turns.

wrk, Nginx, API process and PostgreSQL share the machine, and each has less of it than on a machine of its own.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

import uvloop
from rich.console import Console
from rich.table import Table
from tests.deploy.nginx import NGINX, nginx_before

from bench_intake import CONNECTIONS, DIFFERENT_BODIES, body_of
from bench_one_number import SECRET, be_api, free_port, process, wait_for_port
from engine import installation
from poster import post, skip_without_wrk

ROUNDS = 2


@dataclass
class Figures:
    """What one way reached in one round."""

    way: str
    posts_per_second: float
    p50_ms: float
    p99_ms: float
    max_ms: float
    posts: int
    refused: int


async def measure(connections: int, seconds: float) -> list[Figures]:
    """Post to one installation by turns, so that both ways meet the same weather."""
    port = free_port()
    bodies = [body_of(1) for _ in range(DIFFERENT_BODIES)]
    # A name that wrk finds: who does not say the right one in the handshake is refused.
    names = {"HARKARA_DOMAIN": "localhost", "PUBLIC_URL": "https://localhost"}
    figures: list[Figures] = []
    async with installation("http://127.0.0.1:1") as (settings, url):
        settings = settings.model_copy(
            update={"port": port, "database_url": url, "meta_app_secret": type(settings.encryption_key)(SECRET)}
        )
        with process(be_api, settings), tempfile.TemporaryDirectory() as folder:
            await wait_for_port(port)
            async with nginx_before(Path(folder), [port], settings=names) as nginx:
                ways = {"direct": f"http://127.0.0.1:{port}/", "nginx": f"https://localhost:{nginx.https}/"}
                for way, address in list(ways.items()) * ROUNDS:
                    seen = await asyncio.to_thread(
                        post, address, SECRET, bodies, connections=connections, seconds=seconds
                    )
                    refused = seen["refused"] + seen["broken"]
                    rate = (seen["posts"] - seen["refused"]) / seen["seconds"]
                    figures.append(
                        Figures(way, rate, seen["p50_ms"], seen["p99_ms"], seen["max_ms"], seen["posts"], refused)
                    )
    return figures


def report(figures: list[Figures]) -> None:
    """Print a JSON line per way and round, and one table."""
    table = Table(title="Webhooks with one status each, directly and through Nginx with TLS")
    for heading in ("way", "POST/s", "p50/p99/max ms", "refused"):
        table.add_column(heading, justify="right", no_wrap=True)
    for each in figures:
        print(json.dumps({"bench": "nginx", **asdict(each)}))
        times = f"{each.p50_ms:.0f}/{each.p99_ms:.0f}/{each.max_ms:.0f}"
        table.add_row(each.way, f"{each.posts_per_second:,.0f}", times, str(each.refused))
    Console().print(table)
    assert all(each.refused == 0 for each in figures), "a webhook was refused"


async def main() -> None:
    """Measure both ways."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=15.0)
    parser.add_argument("--connections", type=int, default=CONNECTIONS)
    options = parser.parse_args()
    report(await measure(options.connections, options.seconds))


if __name__ == "__main__":
    skip_without_wrk("nginx")
    if NGINX is None:
        print("nginx: SKIPPED, Nginx is missing (Debian: sudo apt-get install nginx)")
    else:
        uvloop.run(main())
