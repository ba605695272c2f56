"""Where the database is: at DATABASE_URL, or else the embedded server, started for as long as it is needed."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager

from harkara.embedded.postgres import EmbeddedPostgres, embedded_postgres
from harkara.embedded.postgres.watching import kept_running
from harkara.kit.settings import Settings


@asynccontextmanager
async def database_url(settings: Settings) -> AsyncGenerator[str]:
    """Yield the URL of the database, for a command that runs beside the platform or without it."""
    if settings.database_url:
        yield settings.database_url
        return
    async with embedded_postgres(settings.data_dir) as url:
        yield url


@asynccontextmanager
async def lasting_database_url(settings: Settings, note: Callable[[str], None]) -> AsyncGenerator[str]:
    """Yield the URL for a process that stays: an embedded server that ends meanwhile is started again, and `note` is told."""
    if settings.database_url:
        yield settings.database_url
        return
    server = EmbeddedPostgres(settings.data_dir)
    url = await server.start()
    try:
        async with kept_running(server, note):
            yield url
    finally:
        await server.stop()
