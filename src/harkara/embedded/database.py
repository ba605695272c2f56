"""Where the database is: at DATABASE_URL, or else the embedded server, started for as long as it is needed."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from harkara.embedded.postgres import embedded_postgres
from harkara.kit.settings import Settings


@asynccontextmanager
async def database_url(settings: Settings) -> AsyncGenerator[str]:
    """Yield the URL of the database, for a command that runs beside the platform or without it."""
    if settings.database_url:
        yield settings.database_url
        return
    async with embedded_postgres(settings.data_dir) as url:
        yield url
