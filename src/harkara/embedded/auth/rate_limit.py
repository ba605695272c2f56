"""A token bucket per address: so many calls at once, then one each so many seconds. In memory, per process, like the sign-in's throttle."""

from __future__ import annotations

from collections import OrderedDict

from harkara.embedded.auth.throttle import network_of
from harkara.kit.clock import Clock

_MOST_RECORDS = 20_000


class RateLimit:
    """How often one stranger may do something, whoever it is about."""

    def __init__(self, clock: Clock, *, burst: int, refill_seconds: float) -> None:
        self._clock = clock
        self._burst = burst
        self._refill_seconds = refill_seconds
        self._full_at: OrderedDict[str, float] = OrderedDict()

    def wait(self, address: str) -> float:
        """Count a call and return 0, or return how many seconds too early it comes."""
        key, now = network_of(address), self._clock.monotonic()
        full_at = max(self._full_at.get(key, now), now) + self._refill_seconds
        early = full_at - now - self._burst * self._refill_seconds
        if early > 0:
            return early
        self._full_at[key] = full_at
        self._full_at.move_to_end(key)
        if len(self._full_at) > _MOST_RECORDS:
            self._full_at.popitem(last=False)
        return 0.0
