"""What a command needs that works on the platform's data, beside the running platform or without it."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from harkara.embedded.database import database_url
from harkara.entrypoints.revision import is_current
from harkara.entrypoints.supervisor.preflight import load_settings, require_database
from harkara.entrypoints.wiring import close_clients, common_parts
from harkara.kit.db import Database
from harkara.kit.errors import ConflictError
from harkara.kit.parts import Parts


class TablesNotCurrentError(ConflictError):
    """The database has other tables than this version's."""

    code = "tables_not_current"
    title = "The database is not ready"
    mend = "Bring its tables to this version with `harkara migrate`."


@asynccontextmanager
async def command_parts() -> AsyncGenerator[Parts]:
    """Yield the parts, on the database of the settings or the embedded one, which is started if need be."""
    settings = load_settings()
    async with database_url(settings) as url:
        await require_current_tables(url)
        database = Database(url, application_name="harkara command")
        parts = common_parts(settings, database)
        try:
            yield parts
        finally:
            await close_clients(parts)
            await database.close()


async def require_current_tables(url: str) -> None:
    """Raise an error that says what to do, if the database is silent, too old or not migrated."""
    await require_database(url)
    if not await is_current(url):
        raise TablesNotCurrentError("Its tables are not those of this version.")
