"""What is due when: one heap and one timer for every status, retry and upgrade of the sandbox.

A task per status would cost 3,000 tasks a second at 1,000 messages/s; a heap entry is a tuple.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from typing import Any

from harkara_sandbox.clock import Clock, Timer

# Timers closer together than this run together: fewer wake-ups, and natural batches of statuses.
GRAIN_SECONDS = 0.004


class Timeline:
    """Runs `handler(argument)` at its time, in order of time, on the event loop."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._heap: list[tuple[float, int, Callable[[Any], None], Any]] = []
        self._sequence = 0
        self._timer: Timer | None = None
        self._timer_at = float("inf")

    def __len__(self) -> int:
        return len(self._heap)

    def at(self, when: float, handler: Callable[[Any], None], argument: object) -> None:
        """Plan `handler(argument)` for the monotonic time `when` (seconds)."""
        self._sequence += 1
        heapq.heappush(self._heap, (when, self._sequence, handler, argument))
        if when < self._timer_at:
            self._arm(when)

    def clear(self) -> None:
        """Forget everything that is planned."""
        self._heap.clear()
        if self._timer is not None:
            self._timer.cancel()
        self._timer, self._timer_at = None, float("inf")

    def _arm(self, when: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer_at = when
        self._timer = self._clock.call_at(when, self._run_due)

    def _run_due(self) -> None:
        self._timer, self._timer_at = None, float("-inf")  # handlers may plan more; arm once, below
        now = self._clock.monotonic()
        while self._heap and self._heap[0][0] <= now:
            _, _, handler, argument = heapq.heappop(self._heap)
            handler(argument)
        self._timer_at = float("inf")
        if self._heap:
            self._arm(max(self._heap[0][0], now + GRAIN_SECONDS))
