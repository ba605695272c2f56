"""Wakes a process that waits for rows: whoever writes them rings with the commit (Postgres NOTIFY).

A bell only saves waiting. Whoever listens must look by itself now and then: a ring is lost while the connection is.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from typing import Any

import psycopg
from psycopg import Notify, sql

from harkara.kit.database_trouble import DATABASE_TROUBLE, RETRY_EVERY
from harkara.kit.database_url import CONNECTION_OPTIONS, libpq_url
from harkara.kit.failover import require_writable

LOOK_EVERY = 10.0
"""Seconds between two looks whether the server is still there and still the one that is written to."""


class Bell:
    """Listens to one channel on a connection of its own."""

    def __init__(self, database_url: str, channel: str) -> None:
        self._url = database_url
        self._channel = channel
        self._rung = asyncio.Event()

    async def run(self, stopping: asyncio.Event) -> None:
        """Listen until the process stops, over any number of connections."""
        listening = asyncio.create_task(self._listen())
        await stopping.wait()
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening

    async def wait(self, seconds: float) -> None:
        """Return when it rings, or has rung since the last wait; at the latest after `seconds`."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._rung.wait(), seconds)
        self._rung.clear()

    async def _listen(self) -> None:
        while True:
            with suppress(*DATABASE_TROUBLE):
                async with listening(self._url, self._channel, "harkara bell") as connection:
                    self._rung.set()  # what was written before we listened is looked for, too
                    async for _ in heard(connection):
                        self._rung.set()
            await asyncio.sleep(RETRY_EVERY)


@asynccontextmanager
async def listening(
    database_url: str, channel: str, application_name: str
) -> AsyncGenerator[psycopg.AsyncConnection[Any]]:
    """Yield a connection of its own that listens to a channel. What is told before or after it reaches nobody."""
    async with await psycopg.AsyncConnection.connect(
        libpq_url(database_url), autocommit=True, application_name=application_name, **CONNECTION_OPTIONS
    ) as connection:
        await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))
        yield connection


async def heard(connection: psycopg.AsyncConnection[Any]) -> AsyncGenerator[Notify]:
    """Yield what is told. A listener says nothing, so a dead network or a failover would never show: it asks now and then.

    Raises what kit/database_trouble.py lists.
    """
    while True:
        async for notice in connection.notifies(timeout=LOOK_EVERY):
            yield notice
        await connection.execute("SELECT")
        await require_writable(connection)
