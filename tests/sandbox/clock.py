"""The sandbox's clock moved by hand: timers fire while `advance` passes them, on the running event loop."""

from __future__ import annotations

import asyncio
import heapq
import itertools
import math
from collections.abc import Callable


class _Timer:
    def __init__(self, callback: Callable[[], None]) -> None:
        self.callback: Callable[[], None] | None = callback

    def cancel(self) -> None:
        self.callback = None

    def fire(self) -> None:
        if self.callback is not None:
            self.callback()


class HandClock:
    """Fulfils harkara_sandbox.clock.Clock."""

    def __init__(self) -> None:
        self._now = 0.0
        self._timers: list[tuple[float, int, _Timer]] = []
        self._order = itertools.count()

    def time(self) -> float:
        return 1_795_500_000.0 + self._now

    def monotonic(self) -> float:
        return self._now

    def call_at(self, when: float, callback: Callable[[], None]) -> _Timer:
        timer = _Timer(callback)
        if when <= self._now:
            asyncio.get_running_loop().call_soon(timer.fire)
        else:
            heapq.heappush(self._timers, (when, next(self._order), timer))
        return timer

    async def sleep(self, seconds: float) -> None:
        over = asyncio.get_running_loop().create_future()
        self.call_at(self._now + seconds, lambda: over.done() or over.set_result(None))
        await over

    def settle(self) -> None:
        """Move on to a whole second: from there, steps of halves, quarters and eighths add up exactly."""
        self.advance(math.floor(self._now) + 1 - self._now)

    def advance(self, seconds: float) -> None:
        """Move on; timers planned on the way fire too, each at its own time."""
        target = self._now + seconds
        while self._timers and self._timers[0][0] <= target:
            self._now, _, timer = heapq.heappop(self._timers)
            timer.fire()
        self._now = target
