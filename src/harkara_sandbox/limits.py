"""Meta's limits as pure counters over a time given by the caller; they decide, callers render the error.

Sources: throughput, pair rate and management limits of the Cloud API overview; the messaging limit page.
"""

from __future__ import annotations

from collections import defaultdict, deque

PAIR_INTERVAL_SECONDS = 6.0
PAIR_BURST = 45
HOUR = 3600.0
DAY = 86_400.0

TIERS: dict[str, int | None] = {
    "TIER_250": 250,
    "TIER_2K": 2_000,
    "TIER_10K": 10_000,
    "TIER_100K": 100_000,
    "TIER_UNLIMITED": None,
}


class SlidingSecond:
    """Messages a number accepted within the last second."""

    def __init__(self) -> None:
        self._accepted: deque[float] = deque()

    def has_room(self, now: float, limit: int) -> bool:
        accepted = self._accepted
        while accepted and accepted[0] <= now - 1.0:
            accepted.popleft()
        return len(accepted) < limit

    def take(self, now: float) -> None:
        self._accepted.append(now)


class PairLimit:
    """One message per 6 s from one number to one user; bursts of 45 are lent and must be waited out."""

    def __init__(self) -> None:
        self._paid_until: dict[tuple[str, str], float] = {}
        self._purge_at = 100_000

    def has_room(self, pair: tuple[str, str], now: float) -> bool:
        debt = self._paid_until.get(pair, now) - now
        return debt + PAIR_INTERVAL_SECONDS <= PAIR_BURST * PAIR_INTERVAL_SECONDS

    def take(self, pair: tuple[str, str], now: float) -> None:
        self._paid_until[pair] = max(self._paid_until.get(pair, now), now) + PAIR_INTERVAL_SECONDS
        if len(self._paid_until) >= self._purge_at:
            self._paid_until = {pair: until for pair, until in self._paid_until.items() if until > now}
            self._purge_at = max(100_000, 2 * len(self._paid_until))


class ManagementQuota:
    """Management calls per WABA in a rolling hour."""

    def __init__(self) -> None:
        self._calls: defaultdict[str, deque[float]] = defaultdict(deque)

    def take(self, waba_id: str, now: float, limit: int) -> bool:
        """Count a call; False when it is over the limit."""
        calls = self._calls[waba_id]
        while calls and calls[0] <= now - HOUR:
            calls.popleft()
        if len(calls) >= limit:
            return False
        calls.append(now)
        return True

    def used(self, waba_id: str) -> int:
        return len(self._calls[waba_id])

    def minutes_to_regain(self, waba_id: str, now: float) -> int:
        calls = self._calls[waba_id]
        return max(1, round((calls[0] + HOUR - now) / 60)) if calls else 0


class MessagingLimit:
    """Unique users a business portfolio reached outside service windows in a rolling day."""

    def __init__(self) -> None:
        self._reached: dict[str, float] = {}

    def reach(self, user: str, now: float, limit: int | None) -> bool:
        """Count a user; False when this would be one more than the limit."""
        reached = self._reached
        while reached and next(iter(reached.values())) <= now - DAY:
            del reached[next(iter(reached))]
        if user not in reached and limit is not None and len(reached) >= limit:
            return False
        reached.pop(user, None)  # dict order is the order of last contact, so the oldest stays in front
        reached[user] = now
        return True
