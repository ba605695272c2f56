"""So many calls at once, then one each so many seconds, for each of many callers. In memory, per process."""

from __future__ import annotations

from collections import OrderedDict

from harkara.kit.clock import Clock

_MOST_RECORDS = 20_000


class TokenBuckets:
    """One bucket for each key; of too many the oldest are forgotten."""

    def __init__(self, clock: Clock, *, burst: int, refill_seconds: float) -> None:
        self._clock = clock
        self._burst = burst
        self._refill_seconds = refill_seconds
        self._full_at: OrderedDict[str, float] = OrderedDict()

    def wait(self, key: str) -> float:
        """Count a call and return 0, or return how many seconds too early it comes."""
        now = self._clock.monotonic()
        full_at = max(self._full_at.get(key, now), now) + self._refill_seconds
        early = full_at - now - self._burst * self._refill_seconds
        if early > 0:
            return early
        self._full_at[key] = full_at
        self._full_at.move_to_end(key)
        if len(self._full_at) > _MOST_RECORDS:
            self._full_at.popitem(last=False)
        return 0.0
