"""The processes of the platform, and the whole of it: run, api, worker, sandbox, migrate."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer


def run(
    workers: Annotated[int, typer.Option(min=1, max=64, help="How many worker processes.")] = 1,
    dev: Annotated[
        bool, typer.Option("--dev", help="Restart on changes in src/, hot reload for the dashboard.")
    ] = False,
) -> None:
    """Start the whole platform: database, API, workers, and a sandbox while no Meta credentials are set."""
    from rich.console import Console

    from harkara.entrypoints.supervisor.console import SupervisorConsole
    from harkara.entrypoints.supervisor.platform import Platform
    from harkara.entrypoints.supervisor.preflight import load_settings, require_clone

    if dev:
        require_clone()

    async def supervise() -> None:
        await Platform(load_settings(), SupervisorConsole(Console(highlight=False)), workers=workers, dev=dev).run()

    asyncio.run(supervise())


def api() -> None:
    """Serve the dashboard, the API and Meta's webhooks."""
    from harkara.entrypoints.api_server import serve_api
    from harkara.entrypoints.supervisor.preflight import load_settings

    serve_api(load_settings())


def worker() -> None:
    """Send messages and do all other background work. Start as many as you like, on any machine."""
    import uvloop

    from harkara.embedded.database import lasting_database_url
    from harkara.entrypoints.supervisor.preflight import load_settings
    from harkara.entrypoints.worker import run_worker
    from harkara.kit.logging import configure_logging, get_logger

    settings = load_settings()
    configure_logging(settings.log_level)

    async def work() -> None:
        async with lasting_database_url(settings, get_logger(__name__).warning) as url:
            await run_worker(settings, url)

    uvloop.run(work())


def sandbox(port: Annotated[int, typer.Option(help="Where to listen, on loopback only.")] = 8081) -> None:
    """Play Meta and OpenAI on this machine, for trying things out."""
    import os
    import sys

    os.execv(sys.executable, [sys.executable, "-m", "harkara_sandbox", "--port", str(port)])  # noqa: S606 - our own program


def migrate() -> None:
    """Bring the database to this version's tables. Safe to repeat, also from several machines at once."""
    from rich.console import Console

    from harkara.embedded.database import database_url
    from harkara.entrypoints.migrate import migrate as bring_up_to_date
    from harkara.entrypoints.supervisor.preflight import load_settings, require_database

    async def work() -> None:
        settings = load_settings()
        async with database_url(settings) as url:
            await require_database(url)
            await bring_up_to_date(url, settings.admin_email)

    asyncio.run(work())
    Console().print("[green]✓[/green] The tables are up to date.")
