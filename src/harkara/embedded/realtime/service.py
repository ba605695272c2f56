"""Realtime as a whole, one per API process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

from starlette.websockets import WebSocket

from harkara.embedded.realtime.access import Doorkeeper
from harkara.embedded.realtime.connection import Connection, Services
from harkara.embedded.realtime.feed import Feed
from harkara.embedded.realtime.frames import Codec
from harkara.kit.clock import Clock
from harkara.kit.db import Database
from harkara.kit.parts import Parts


class Realtime:
    """The feed and the connections it is told to."""

    def __init__(self, database: Database, clock: Clock, doorkeeper: Doorkeeper) -> None:
        self.feed = Feed(database, clock)
        self._services = Services(self.feed, doorkeeper, clock)
        self.connections = 0

    async def serve(self, socket: WebSocket, codec: Codec) -> None:
        """Serve one client until it leaves."""
        self.connections += 1
        try:
            await Connection(socket, codec, self._services).serve()
        finally:
            self.connections -= 1


@asynccontextmanager
async def realtime_running(parts: Parts, doorkeeper: Doorkeeper) -> AsyncGenerator[None]:
    """Add what `endpoints.router` needs, and listen to the database for the duration of the block."""
    realtime = Realtime(parts[Database], parts[Clock], doorkeeper)
    parts.add(Realtime, realtime)
    feeding = asyncio.create_task(realtime.feed.run())
    try:
        yield
    finally:
        feeding.cancel()
        with suppress(asyncio.CancelledError):
            await feeding
