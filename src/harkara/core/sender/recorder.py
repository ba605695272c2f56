"""Writes what became of messages: all numbers of a process together, in batches, until it is written. Outcomes are facts."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from contextlib import suppress

from harkara.core.sender.decisions import Decision, Unresolved
from harkara.core.sender.outcomes import Outcome, kind_of, settle
from harkara.core.sender.queue import Queued
from harkara.kit.clock import Clock
from harkara.kit.database_trouble import DATABASE_TROUBLE, RETRY_EVERY, short
from harkara.kit.db import Database
from harkara.kit.logging import get_logger

log = get_logger(__name__)

FLUSH_EVERY = 0.1
"""Seconds an outcome waits at most before it is written: what a crash can leave unresolved besides what is in flight."""

FLUSH_AT = 1000
"""Outcomes that are written at once without waiting, and about as many as one statement writes."""


class Recorder:
    """One per process: twenty numbers share ten commits a second instead of making two hundred."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._waiting: defaultdict[tuple[type[Decision], type[Queued]], list[Outcome]] = defaultdict(list)
        self._count = 0
        self._wanted = asyncio.Event()
        self._writing = asyncio.Lock()

    def add(self, message: Queued, decision: Decision) -> None:
        """Take an outcome; it is written within FLUSH_EVERY seconds. An unresolved one is left for Meta's status to tell."""
        if isinstance(decision, Unresolved):
            return
        outcome = Outcome(message, decision, self._clock.now())
        self._waiting[kind_of(outcome)].append(outcome)
        self._count += 1
        if self._count >= FLUSH_AT:
            self._wanted.set()

    async def run(self, ended: asyncio.Event) -> None:
        """Write until `ended`, when no more outcomes come, and all is written."""
        while not (ended.is_set() and not self._count):
            await self.flush()
            self._wanted.clear()
            if not ended.is_set():
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._wanted.wait(), FLUSH_EVERY)

    async def flush(self) -> None:
        """Return when everything added so far is written; database trouble is waited out."""
        async with self._writing:
            for waiting in list(self._waiting.values()):
                while waiting:
                    await self._write(waiting)

    async def _write(self, waiting: list[Outcome]) -> None:
        """Write in a transaction of its own: two kinds in one could lock rows in an order that deadlocks."""
        batch = waiting[: 2 * FLUSH_AT]
        try:
            async with self._database.transaction() as session:
                await settle(session, batch)
        except DATABASE_TROUBLE as error:
            log.warning("outcomes wait for the database", outcomes=self._count, error=short(error))
            await self._clock.sleep(RETRY_EVERY)
        else:
            del waiting[: len(batch)]
            self._count -= len(batch)
