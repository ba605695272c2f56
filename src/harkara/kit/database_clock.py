"""A clock that tells the database's time, whatever this machine believes: for what must not be done too early."""

from __future__ import annotations

from datetime import datetime, timedelta

from harkara.kit.clock import Clock
from harkara.kit.db import Database, database_time


class DatabaseClock:
    """The database's time when it was asked, and from there on what has passed since. Fulfils Clock."""

    def __init__(self, clock: Clock, asked: datetime) -> None:
        self._clock = clock
        self._asked = asked
        self._asked_at = clock.monotonic()

    def now(self) -> datetime:
        """Return the time by the database's clock."""
        return self._asked + timedelta(seconds=self.monotonic() - self._asked_at)

    def monotonic(self) -> float:
        """Return seconds that never jump."""
        return self._clock.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait for `seconds`."""
        await self._clock.sleep(seconds)


async def database_clock(database: Database, clock: Clock) -> DatabaseClock:
    """Ask the database for its time."""
    async with database.transaction() as session:
        return DatabaseClock(clock, await database_time(session))
