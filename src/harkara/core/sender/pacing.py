"""When the next message of a number may leave: evenly spread, and in no window of one second more than the rate."""

from __future__ import annotations

from collections import deque

from harkara.core.sender.rate import CEILING
from harkara.kit.clock import Clock

WINDOW = 1.006
"""Seconds in which at most `rate` messages leave. The 6 ms above one second absorb the jitter of network and machine: Meta counts
arrivals, not departures. It costs 0.6 % of the rate."""

MAX_CATCH_UP = 0.05
"""After a hiccup of the event loop up to 50 ms of missed slots are made good; the window above still holds."""

NAP = 0.002
"""Shortest sleep. Above 500/s a few messages leave together: twenty numbers at 1,000/s would otherwise set 20,000 timers a
second."""


class Pacer:
    """Grants departures one at a time. One per number and process, whatever campaigns and runs come and go."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._slot = clock.monotonic()
        self._departures: deque[float] = deque(maxlen=CEILING)

    async def wait(self, rate: int) -> None:
        """Return when the next message may leave at `rate` a second, and count it as left."""
        slot = self._next_slot(rate)
        while (delay := slot - self._clock.monotonic()) > 0:
            await self._clock.sleep(max(delay, NAP))
        self._slot = slot
        self._departures.append(self._clock.monotonic())

    def _next_slot(self, rate: int) -> float:
        slot = max(self._slot + WINDOW / rate, self._clock.monotonic() - MAX_CATCH_UP)
        if len(self._departures) >= rate:
            # The departure `rate` messages ago, as it really was, must have left the window.
            slot = max(slot, self._departures[-rate] + WINDOW)
        return slot


class Pacers:
    """The pacers of a process: the next run over a number goes on at the pace of the last one."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._by_number: dict[int, Pacer] = {}

    def of(self, number_id: int) -> Pacer:
        """Return the pacer of a number."""
        return self._by_number.setdefault(number_id, Pacer(self._clock))
