"""When the next message of a number may leave: evenly spread, and in no window of one second more than the rate."""

from __future__ import annotations

from collections import deque

from harkara.kit.clock import Clock

WINDOW = 1.008
"""Seconds in which at most `rate` messages leave. The 8 ms above one second absorb the jitter of network and machine: Meta counts
arrivals, not departures. It costs 0.8 % of the rate."""

MAX_CATCH_UP = 0.05
"""After a hiccup of the event loop up to 50 ms of missed slots are made good; the window above still holds."""

MAX_RATE = 1000


class Pacer:
    """Grants departures one at a time. Pure arithmetic over an injected clock; shared by all campaigns of a number."""

    def __init__(self, rate: int, clock: Clock) -> None:
        self.rate = rate
        self._clock = clock
        self._slot = clock.monotonic()
        self._departures: deque[float] = deque(maxlen=MAX_RATE)

    async def wait(self) -> None:
        """Return when the next message may leave, and count it as left."""
        slot = self._next_slot()
        while (delay := slot - self._clock.monotonic()) > 0:
            await self._clock.sleep(delay)
        self._slot = slot
        self._departures.append(self._clock.monotonic())

    def _next_slot(self) -> float:
        slot = max(self._slot + WINDOW / self.rate, self._clock.monotonic() - MAX_CATCH_UP)
        if len(self._departures) >= self.rate:
            # The departure `rate` messages ago, as it really was, must have left the window.
            slot = max(slot, self._departures[-self.rate] + WINDOW)
        return slot
