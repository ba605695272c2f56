"""When the next message of a number may leave: evenly spread, and in no window of one second more than the rate."""

from __future__ import annotations

from collections import deque

from harkara.core.sender.rate import CEILING
from harkara.kit.clock import Clock

SPREAD = 1.008
"""Seconds over which `rate` messages are spread. The 8 ms above one second absorb the jitter of network and machine: Meta counts
arrivals, not departures. It costs 0.8 % of the rate."""

WINDOW = 1.004
"""Seconds in which at most `rate` messages leave, whatever happened: what catches up after a hiccup keeps to this."""

MAX_CATCH_UP = 0.1
"""After a hiccup of the event loop up to 100 ms of missed slots are made good; the window above still holds. A longer pause is none
of the loop's: what comes after it begins evenly, not with a burst."""

NAP = 0.001
"""Shortest sleep. Above 1,000/s a few messages leave together: twenty numbers at 1,000/s would otherwise set 20,000 timers a
second."""


class Pacer:
    """Grants departures one at a time. One per number and process, whatever campaigns and runs come and go."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._slot = clock.monotonic()
        self._departures: deque[float] = deque(maxlen=CEILING)
        self._granted = 0
        """Messages that may leave and have not done so: the event loop may be busy with something else for a moment."""

    def begin_after_others(self) -> None:
        """Note that another process may have sent until now. What it made good at its end is unknown here: this leaves room for it."""
        self._slot = max(self._slot, self._clock.monotonic() + MAX_CATCH_UP)

    async def wait(self, rate: int) -> None:
        """Return when the next message may leave at `rate` a second; its departure must be told by `leave` or `stay`."""
        slot = self._next_slot(rate)
        while (delay := slot - self._clock.monotonic()) > 0:
            await self._clock.sleep(max(delay, NAP))
            slot = max(slot, self._window_opens(rate))
        self._slot = slot
        self._granted += 1

    def leave(self) -> None:
        """Note that a granted message leaves in this moment: what counts for Meta is when it really left."""
        self._granted -= 1
        self._departures.append(self._clock.monotonic())

    def stay(self) -> None:
        """Note that a granted message does not leave after all."""
        self._granted -= 1

    def _next_slot(self, rate: int) -> float:
        slot, now = self._slot + SPREAD / rate, self._clock.monotonic()
        return max(slot if slot >= now - MAX_CATCH_UP else now, self._window_opens(rate))

    def _window_opens(self, rate: int) -> float:
        """Return when the window has room: the departure `rate` messages ago, as it really was, must have left it."""
        recent = rate - self._granted
        if recent <= 0:
            return self._clock.monotonic() + NAP
        return self._departures[-recent] + WINDOW if len(self._departures) >= recent else self._slot


class Pacers:
    """The pacers of a process: a run over a number goes on at the pace of the last one, if that was ours too."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._by_number: dict[int, Pacer] = {}
        self._epochs: dict[int, int] = {}

    def of(self, number_id: int, epoch: int) -> Pacer:
        """Return the pacer of a number for the run of that epoch (each run has the next one, wherever it is)."""
        pacer = self._by_number.setdefault(number_id, Pacer(self._clock))
        if self._epochs.get(number_id) != epoch - 1:
            pacer.begin_after_others()
        self._epochs[number_id] = epoch
        return pacer
