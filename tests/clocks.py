"""A clock moved by hand: sleeping takes no time and moves it forward."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

START = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)


class ManualClock:
    """Fulfils harkara.kit.clock.Clock. `lateness` is added to every sleep, as a busy machine does."""

    def __init__(self, start: datetime = START) -> None:
        self._start = start
        self.seconds = 0.0
        self.lateness = 0.0

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        self.move(seconds + self.lateness)

    def move(self, seconds: float) -> None:
        self.seconds += seconds


class SteppedClock(ManualClock):
    """Sleeps only end when the time is moved past them: for loops that sleep for ever."""

    def __init__(self, start: datetime = START) -> None:
        super().__init__(start)
        self._sleepers: list[tuple[float, asyncio.Future[None]]] = []

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.get_running_loop().create_future()
        self._sleepers.append((self.seconds + seconds, woken))
        await woken

    def move(self, seconds: float) -> None:
        super().move(seconds)
        for due, woken in self._sleepers:
            if due <= self.seconds and not woken.done():
                woken.set_result(None)
        self._sleepers = [(due, woken) for due, woken in self._sleepers if not woken.done()]
