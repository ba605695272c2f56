"""How often something may happen in a while."""

from __future__ import annotations

from harkara.kit.clock import Clock


class Allowance:
    """So many in so many seconds, then none until the while is over."""

    def __init__(self, most: int, seconds: float, clock: Clock) -> None:
        self._most = most
        self._seconds = seconds
        self._clock = clock
        self._begun = clock.monotonic()
        self._used = 0

    def take(self) -> bool:
        """Count one; return whether it is still allowed."""
        now = self._clock.monotonic()
        if now - self._begun >= self._seconds:
            self._begun, self._used = now, 0
        self._used += 1
        return self._used <= self._most
