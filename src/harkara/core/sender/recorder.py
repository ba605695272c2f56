"""Collects what became of messages and writes it in batches. Outcomes are facts: they are kept until they are written."""

from __future__ import annotations

import asyncio

from psycopg import OperationalError as DriverError
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from harkara.core.sender.queue import NumberQueue, Outcome
from harkara.kit.clock import Clock
from harkara.kit.logging import get_logger

log = get_logger(__name__)

FLUSH_EVERY = 0.1
"""Seconds an outcome waits at most before it is written: what a crash can leave unresolved besides what is in flight."""

FLUSH_AT = 500
"""Outcomes that are written at once without waiting."""

RETRY_EVERY = 0.5
"""Seconds between tries while the database does not answer."""

DATABASE_TROUBLE = (OperationalError, InterfaceError, DriverError, PoolTimeoutError)


class Recorder:
    """Writes outcomes in the background, in order, one batch at a time."""

    def __init__(self, queue: NumberQueue, clock: Clock) -> None:
        self._queue = queue
        self._clock = clock
        self._waiting: list[Outcome] = []
        self._enough = asyncio.Event()
        self._writing = asyncio.Lock()
        self._closing = False

    def add(self, outcome: Outcome) -> None:
        """Take an outcome; it is written within FLUSH_EVERY seconds."""
        self._waiting.append(outcome)
        if len(self._waiting) >= FLUSH_AT:
            self._enough.set()

    async def run(self) -> None:
        """Write until closed and empty."""
        while not (self._closing and not self._waiting):
            await self._pause()
            await self.flush()

    def close(self) -> None:
        """Let `run` end once everything is written."""
        self._closing = True
        self._enough.set()

    async def flush(self) -> None:
        """Write what waits; on database trouble keep it and try again until it is written."""
        async with self._writing:
            while self._waiting:
                await self._write(self._waiting[: 4 * FLUSH_AT])

    async def _write(self, batch: list[Outcome]) -> None:
        try:
            await self._queue.record(batch)
        except DATABASE_TROUBLE as error:
            log.warning("outcomes wait for the database", outcomes=len(self._waiting), error=_short(error))
            await self._clock.sleep(RETRY_EVERY)
        else:
            del self._waiting[: len(batch)]

    async def _pause(self) -> None:
        self._enough.clear()
        if self._closing or len(self._waiting) >= FLUSH_AT:
            return
        try:
            await asyncio.wait_for(self._enough.wait(), FLUSH_EVERY)
        except TimeoutError:
            return


def _short(error: Exception) -> str:
    """Return the driver's sentence; SQLAlchemy's own text would hold the statement and its parameters."""
    return str(error.orig) if isinstance(error, DBAPIError) else str(error)
