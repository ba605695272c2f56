"""The connection raw events are written through: kept open, one statement and one commit in one round trip.

A session per group would add a ping, BEGIN and COMMIT to it: three more round trips while requests wait.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from psycopg import AsyncConnection
from psycopg import OperationalError as DriverError
from sqlalchemy.ext.asyncio import AsyncConnection as PooledConnection

from harkara.features.webhooks.repository import NEW_EVENTS
from harkara.kit.db import Database

# Binary, or every byte would travel as two hexadecimal digits. COPY won for some sizes and lost for others.
# The bell rings with the commit: a customer's message is not to wait until somebody looks (kit/bell.py).
INSERT = f"""
WITH stored AS (INSERT INTO webhook_events (body) SELECT unnest(%b::bytea[]))
SELECT pg_notify('{NEW_EVENTS}', '')
"""


class InboxConnection:
    """One connection of the process's pool, replaced when it breaks."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._held: PooledConnection | None = None

    async def insert(self, bodies: Sequence[bytes]) -> None:
        """Store and commit bodies, all or none. A connection that broke while it was idle is replaced first.

        If it broke after the commit, the bodies are stored twice, which processing does not mind.
        """
        is_fresh = self._held is None
        try:
            await self._insert(bodies)
        except DriverError:
            if is_fresh:
                raise
            await self._insert(bodies)

    async def close(self) -> None:
        """Give the connection back."""
        if self._held is not None:
            held, self._held = self._held, None
            await held.close()

    async def _insert(self, bodies: Sequence[bytes]) -> None:
        connection = await self._driver()
        try:
            await connection.execute(INSERT, [list(bodies)])
        except BaseException:  # also when we were told to stop: nobody knows what state it is in
            await self._discard()
            raise

    async def _driver(self) -> AsyncConnection[Any]:
        if self._held is None:
            connection = await self._database.engine.connect()
            self._held = await connection.execution_options(isolation_level="AUTOCOMMIT")
        driver = (await self._held.get_raw_connection()).driver_connection
        assert isinstance(driver, AsyncConnection)
        return driver  # pyright: ignore[reportUnknownVariableType] - isinstance cannot name the row type

    async def _discard(self) -> None:
        if self._held is not None:
            held, self._held = self._held, None
            await held.invalidate()
            await held.close()
