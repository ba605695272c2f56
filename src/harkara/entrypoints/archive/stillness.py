"""Keeps the embedded database still while it is taken along or replaced: nobody else is connected, and whoever comes can only read."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from psycopg import AsyncConnection, sql
from psycopg.errors import LockNotAvailable

from harkara.entrypoints.archive.errors import DatabaseInUseError
from harkara.entrypoints.archive.tables import connect, qualified, table_names

_OTHERS = """
SELECT DISTINCT coalesce(nullif(application_name, ''), 'another program') FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend' ORDER BY 1
"""
# A server notices a little later that a client has gone: of a command that was just interrupted, or of a platform just stopped.
_LEAVING_S = 3.0
_LOOK_AGAIN_S = 0.1


@asynccontextmanager
async def held_still(url: str) -> AsyncGenerator[AsyncConnection[Any]]:
    """Yield the connection that holds every table: others may read, and wait with writing until the block ends.

    A platform that is started meanwhile cannot send, because a claim writes. Raises DatabaseInUseError.
    """
    async with await connect(url) as connection:
        await _alone(connection)
        tables = await table_names(connection)
        async with connection.transaction():
            if tables:
                await _lock(connection, tables)
            yield connection


async def _alone(connection: AsyncConnection[Any]) -> None:
    """Wait until nobody else is connected; raise DatabaseInUseError if somebody stays."""
    until = asyncio.get_running_loop().time() + _LEAVING_S
    while others := await (await connection.execute(_OTHERS)).fetchall():
        if asyncio.get_running_loop().time() >= until:
            raise DatabaseInUseError(f"Connected are: {', '.join(name for (name,) in others)}.")
        await asyncio.sleep(_LOOK_AGAIN_S)


async def _lock(connection: AsyncConnection[Any], tables: list[str]) -> None:
    await connection.execute("SET LOCAL lock_timeout TO '5s'")
    names = sql.SQL(", ").join(qualified(table) for table in tables)
    try:
        await connection.execute(sql.SQL("LOCK TABLE {} IN EXCLUSIVE MODE").format(names))
    except LockNotAvailable:
        raise DatabaseInUseError("Somebody is writing to it.") from None
