"""Shares the numbers out among the workers that live, on however many machines. Counts only; sending is the runners' business."""

from __future__ import annotations

import asyncio
import math
import os
import socket
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple
from uuid import uuid4

from harkara.core.sender.queue import QUERIES
from harkara.kit.database_trouble import DATABASE_TROUBLE, short
from harkara.kit.db import Database
from harkara.kit.jobs import SENDER_QUEUE
from harkara.kit.logging import get_logger

if TYPE_CHECKING:
    from harkara.core.sender.runner import NumberRunner

log = get_logger(__name__)

BEAT_EVERY = 1.0
DEAD_AFTER = 6.0
"""Seconds without a beat until a worker counts as dead, for its jobs as for its share of the numbers."""


class Census(NamedTuple):
    """How many numbers have work, and how many workers live."""

    numbers: int
    workers: int

    @property
    def share(self) -> int:
        """Numbers per worker, so that all are taken."""
        return math.ceil(self.numbers / max(1, self.workers))


class Fleet:
    """This worker's place among the others."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._id = uuid4()
        self._runners: list[NumberRunner] = []

    async def run(self, stopping: asyncio.Event) -> None:
        """Beat, and give numbers away while others have fewer, until the process stops."""
        while not stopping.is_set():
            try:
                self._give_away(await self._beat())
            except DATABASE_TROUBLE as error:
                log.warning("no heartbeat: the database does not answer", error=short(error))
            with suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), BEAT_EVERY)
        with suppress(*DATABASE_TROUBLE):
            await self._leave()

    async def has_room(self) -> bool:
        """Say whether this worker should take one more number."""
        async with self._database.transaction() as session:
            row = (await session.execute(QUERIES["fair_share"], _COUNTED)).one()
        census = Census(row.numbers, row.workers)
        return census.workers <= 1 or len(self._runners) < census.share

    def joins(self, runner: NumberRunner) -> None:
        """Count a runner that starts here."""
        self._runners.append(runner)

    def leaves(self, runner: NumberRunner) -> None:
        """Count out a runner that ended."""
        self._runners.remove(runner)

    async def _beat(self) -> Census:
        async with self._database.transaction() as session:
            name = f"{socket.gethostname()} {os.getpid()}"
            await session.execute(QUERIES["beat"], {"id": self._id, "name": name, "runners": len(self._runners)})
            row = (await session.execute(QUERIES["fair_share"], _COUNTED)).one()
        return Census(row.numbers, row.workers)

    def _give_away(self, census: Census) -> None:
        surplus = len(self._runners) - census.share if census.workers > 1 else 0
        for runner in self._runners[: max(0, surplus)]:
            runner.release()
        if surplus > 0:
            log.info("numbers given away", numbers=surplus, workers=census.workers)

    async def _leave(self) -> None:
        async with self._database.transaction() as session:
            await session.execute(QUERIES["leave"], {"id": self._id})


_COUNTED = {"queue": SENDER_QUEUE, "dead_after": DEAD_AFTER}
