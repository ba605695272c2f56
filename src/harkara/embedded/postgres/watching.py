"""Starts a server again that has ended, as often as it takes: a full disk ends it, and room on the disk comes back later."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress

import psycopg

from harkara.embedded.postgres.errors import EmbeddedPostgresError
from harkara.embedded.postgres.server import EmbeddedPostgres

CHECK_SECONDS = 1.0


@asynccontextmanager
async def kept_running(server: EmbeddedPostgres, note: Callable[[str], None]) -> AsyncGenerator[None]:
    """Look after a started server for the duration of the block. Any number of processes may do so: one starts it, the others wait."""
    watching = asyncio.create_task(keep_running(server, note))
    try:
        yield
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching


async def keep_running(server: EmbeddedPostgres, note: Callable[[str], None]) -> None:
    """Look after the server until cancelled. A reason why it does not start is told once, however often it is tried."""
    told = None
    while True:
        await asyncio.sleep(CHECK_SECONDS)
        if server.url_if_running() is not None:
            told = None
            continue
        if told is None:
            note("PostgreSQL has ended; starting it again")
        try:
            await server.start()
        except (EmbeddedPostgresError, psycopg.OperationalError, OSError) as error:
            if str(error) != told:
                note(f"PostgreSQL does not start, it is tried again until it does. {error}")
            told = str(error)
