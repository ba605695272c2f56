"""How fast a number may send, learnt from Meta's answers (PRD F). Pure: time comes in, changes come out, nobody is asked.

+10 % when fewer than 1 % of the answers were errors in 5 continuous minutes of sending; -20 % after 3 throttles in a row; always
within 10 and 1000 and within what Meta allows this number; the first campaign of an Indian day starts at 90 %.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum, auto

FLOOR = 10
CEILING = 1000

RAISE_AFTER = 300.0
"""Seconds of sending, without a gap, before the rate may rise."""

MAX_ERROR_SHARE = 0.01
THROTTLES_UNTIL_LOWER = 3

SETTLE = 1.0
"""Meta counts within one second: what left sooner than this after a change still speaks of the rate before it. Without
this, the hundreds of requests in flight when the first throttle arrives would lower the rate again and again."""

SLICE = 10.0
SLICES = round(RAISE_AFTER / SLICE)

SENDING_SHARE = 0.5
"""A slice with fewer answers than half the rate's worth is no test of the rate, and ends the continuous sending. Otherwise a
number that only writes a few replies a minute would climb to a rate it has never tried."""


class Answer(Enum):
    """What one answer says about our speed."""

    FINE = auto()
    """Taken, or refused for a reason of the recipient's, the template's or the account's."""
    TROUBLE = auto()
    """Meta in trouble, a time-out, a broken connection."""
    THROTTLED = auto()
    """Too fast: 130429 and its kin."""


class RateReason(StrEnum):
    """Why a rate changed; stored with the change."""

    RAISED = "raised"
    LOWERED = "lowered"
    NEW_DAY = "new_day"
    META_LIMIT = "meta_limit"


@dataclass(frozen=True, slots=True)
class RateStep:
    """One change, with its reason in words for the admin."""

    from_rate: int
    to_rate: int
    reason: RateReason
    details: str


@dataclass(frozen=True, slots=True)
class RateState:
    """What outlives a run: the rate, the final rate of the last day of sending, and which day (in India) the rate belongs to."""

    rate: int
    last_stable: int | None
    day: date | None


class AdaptiveRate:
    """The rate of one number, shared by all its campaigns and its replies."""

    def __init__(self, state: RateState, ceiling: int) -> None:
        self.rate = min(max(state.rate, FLOOR), CEILING)
        self._last_stable = state.last_stable
        self._day = state.day
        self._ceiling = min(max(ceiling, FLOOR), CEILING)
        self._window = _Window()
        self._throttled_in_a_row = 0
        self._settled_at = float("-inf")

    @property
    def state(self) -> RateState:
        """What to store."""
        return RateState(self.rate, self._last_stable, self._day)

    def begin_campaign(self, today: date) -> list[RateStep]:
        """Start a new day at 90 % of the last one's final rate; keep within Meta's limit. `today`: the date in India."""
        steps: list[RateStep] = []
        if self._day is not None and self._day != today:
            self._last_stable = self.rate
            target = max(FLOOR, self.rate * 90 // 100)
            steps += self._move(target, RateReason.NEW_DAY, f"First campaign of the day: 90 % of {self.rate}/s.")
        self._day = today
        return steps + self.keep_to(self._ceiling)

    def keep_to(self, ceiling: int) -> list[RateStep]:
        """Never send faster than `ceiling`, what Meta allows this number."""
        self._ceiling = min(max(ceiling, FLOOR), CEILING)
        if self.rate <= self._ceiling:
            return []
        return self._move(self._ceiling, RateReason.META_LIMIT, f"Meta allows this number {self._ceiling}/s.")

    def hear(self, answer: Answer, departed: float, now: float) -> list[RateStep]:
        """Take in one answer to a request that left at `departed`, both in monotonic seconds; return what it changed."""
        if departed < self._settled_at:
            return []
        if answer is not Answer.THROTTLED:
            self._throttled_in_a_row = 0
        elif self._hear_throttle():
            return self._lower(now)
        if self._window.take(answer is not Answer.FINE, now, self.rate):
            return self._raise()
        return []

    def _hear_throttle(self) -> bool:
        self._throttled_in_a_row += 1
        return self._throttled_in_a_row >= THROTTLES_UNTIL_LOWER

    def _lower(self, now: float) -> list[RateStep]:
        self._throttled_in_a_row = 0
        self._settled_at = now + SETTLE
        self._window.clear()
        details = f"Meta throttled {THROTTLES_UNTIL_LOWER} messages in a row (130429): -20 %."
        return self._move(max(FLOOR, self.rate * 80 // 100), RateReason.LOWERED, details)

    def _raise(self) -> list[RateStep]:
        share = self._window.error_share
        self._window.clear()
        target = self.rate * 110 // 100
        details = f"{share:.2%} errors in 5 minutes of sending: +10 %."
        if target > self._ceiling:
            target = self._ceiling
            details = f"{share:.2%} errors in 5 minutes of sending: up to what Meta allows, {target}/s."
        return self._move(target, RateReason.RAISED, details)

    def _move(self, target: int, reason: RateReason, details: str) -> list[RateStep]:
        if target == self.rate:
            return []
        step = RateStep(self.rate, target, reason, details)
        self.rate = target
        self._window.clear()
        return [step]


class _Window:
    """Answers of the last five minutes in slices of ten seconds, without a gap. It starts with the first answer."""

    def __init__(self) -> None:
        self._full: deque[tuple[int, int]] = deque(maxlen=SLICES)
        self._slice_ends: float | None = None
        self._heard = 0
        self._errors = 0

    @property
    def error_share(self) -> float:
        heard = sum(heard for heard, _ in self._full)
        return sum(errors for _, errors in self._full) / heard if heard else 0.0

    def clear(self) -> None:
        self._full.clear()
        self._slice_ends = None
        self._heard = self._errors = 0

    def take(self, is_error: bool, now: float, rate: int) -> bool:
        """Count an answer; return whether five minutes of sending with few errors are complete with it."""
        complete = False
        if self._slice_ends is None:
            self._slice_ends = now + SLICE
        elif now >= self._slice_ends:
            complete = self._close_slice(now, rate)
        self._heard += 1
        self._errors += is_error
        return complete

    def _close_slice(self, now: float, rate: int) -> bool:
        assert self._slice_ends is not None
        busy = self._heard >= rate * SLICE * SENDING_SHARE and now < self._slice_ends + SLICE
        slice_ends = self._slice_ends + SLICE
        finished = (self._heard, self._errors)
        if not busy:
            self.clear()
            self._slice_ends = now + SLICE
            return False
        self._full.append(finished)
        self._slice_ends = slice_ends
        self._heard = self._errors = 0
        return len(self._full) == SLICES and self.error_share < MAX_ERROR_SHARE
