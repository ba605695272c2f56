"""The adaptive rate: PRD F to the letter, whatever Meta answers and whenever."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from harkara.core.sender.rate import (
    CEILING,
    FLOOR,
    RAISE_AFTER,
    SETTLE,
    AdaptiveRate,
    Answer,
    RateReason,
    RateState,
    RateStep,
)

TODAY = date(2026, 11, 24)


def rate_of(rate: int, *, ceiling: int = CEILING, day: date | None = TODAY) -> AdaptiveRate:
    return AdaptiveRate(RateState(rate, None, day), ceiling)


def send(adaptive: AdaptiveRate, seconds: float, *, start: float = 0.0, bad_every: int = 0) -> list[RateStep]:
    """Send at the rate for some seconds; every `bad_every`-th answer is trouble."""
    steps: list[RateStep] = []
    now, count = start, 0
    while now < start + seconds:
        count += 1
        bad = bad_every and count % bad_every == 0
        steps += adaptive.hear(Answer.TROUBLE if bad else Answer.FINE, now, now)
        now += 1 / adaptive.rate
    return steps


def throttle(adaptive: AdaptiveRate, times: int, *, at: float = 0.0) -> list[RateStep]:
    steps: list[RateStep] = []
    for _ in range(times):
        steps += adaptive.hear(Answer.THROTTLED, at, at)
    return steps


def test_rises_by_a_tenth_after_five_minutes_and_not_before() -> None:
    adaptive = rate_of(60)
    assert send(adaptive, RAISE_AFTER - 0.1) == []
    [step] = send(adaptive, 1, start=RAISE_AFTER)
    assert (step.from_rate, step.to_rate, step.reason) == (60, 66, RateReason.RAISED)


def test_more_than_one_percent_of_errors_is_too_much_and_less_is_not() -> None:
    assert send(rate_of(60), 2 * RAISE_AFTER, bad_every=95) == []
    assert [step.to_rate for step in send(rate_of(60), RAISE_AFTER + 1, bad_every=105)] == [66]


def test_a_gap_starts_the_five_minutes_anew() -> None:
    adaptive = rate_of(60)
    assert send(adaptive, 290) == []
    assert send(adaptive, 290, start=320) == []


def test_a_few_replies_a_minute_teach_nothing() -> None:
    adaptive = rate_of(60)
    for second in range(0, 3600, 5):
        assert adaptive.hear(Answer.FINE, second, second) == []


def test_three_throttles_in_a_row_lower_by_a_fifth() -> None:
    adaptive = rate_of(60)
    assert throttle(adaptive, 2) == []
    assert adaptive.hear(Answer.FINE, 0, 0) == []
    assert throttle(adaptive, 2) == []
    [step] = throttle(adaptive, 1)
    assert (step.from_rate, step.to_rate, step.reason) == (60, 48, RateReason.LOWERED)


def test_what_left_before_the_rate_was_lowered_lowers_it_no_further() -> None:
    adaptive = rate_of(1000)
    throttle(adaptive, 3, at=10.0)
    for _ in range(500):
        assert adaptive.hear(Answer.THROTTLED, 9.9, 10.1) == []
    assert adaptive.rate == 800
    throttle(adaptive, 3, at=10.0 + SETTLE)
    assert adaptive.rate == 640


def test_the_floor_and_the_ceiling_hold() -> None:
    low = rate_of(11)
    for second in range(0, 100, 2):
        throttle(low, 3, at=float(second))
    assert low.rate == FLOOR
    high = rate_of(990)
    send(high, 2 * RAISE_AFTER + 20)
    assert high.rate == CEILING


def test_it_never_exceeds_what_meta_allows_the_number() -> None:
    adaptive = rate_of(75, ceiling=80)
    steps = send(adaptive, 3 * RAISE_AFTER)
    assert [(step.to_rate, "what Meta allows" in step.details) for step in steps] == [(80, True)]


def test_a_lower_limit_of_metas_is_kept_at_once_and_said() -> None:
    adaptive = rate_of(500)
    [step] = adaptive.keep_to(80)
    assert (step.to_rate, step.reason) == (80, RateReason.META_LIMIT)
    assert adaptive.keep_to(80) == []


def test_the_first_campaign_of_a_day_starts_at_nine_tenths() -> None:
    adaptive = rate_of(200, day=TODAY)
    assert adaptive.begin_campaign(TODAY) == []
    [step] = adaptive.begin_campaign(TODAY + timedelta(days=1))
    assert (step.to_rate, step.reason) == (180, RateReason.NEW_DAY)
    assert adaptive.state == RateState(180, 200, TODAY + timedelta(days=1))
    assert adaptive.begin_campaign(TODAY + timedelta(days=1)) == []


def test_a_new_number_starts_its_first_day_at_its_own_rate() -> None:
    adaptive = rate_of(60, day=None)
    assert adaptive.begin_campaign(TODAY) == []
    assert adaptive.state == RateState(60, None, TODAY)


@pytest.mark.parametrize(("stored", "kept"), [(1, FLOOR), (5000, CEILING)])
def test_a_rate_out_of_bounds_is_brought_back(stored: int, kept: int) -> None:
    assert rate_of(stored).rate == kept


class AnyAnswers(RuleBasedStateMachine):
    """Any answers in any order at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self.day = TODAY
        self.ceiling = CEILING
        self.adaptive = rate_of(60)
        self.changed_at = 0.0

    def take(self, steps: list[RateStep], before: int) -> None:
        rates = [before, *(step.to_rate for step in steps)]
        assert rates[-1] == self.adaptive.rate
        assert [step.from_rate for step in steps] == rates[:-1]
        for step in steps:
            if step.reason is RateReason.RAISED:
                assert step.to_rate <= step.from_rate * 1.1
                assert self.now - self.changed_at >= RAISE_AFTER
            else:
                assert step.to_rate < step.from_rate
            self.changed_at = self.now

    @rule(answer=st.sampled_from(Answer), age=st.floats(0, 30), times=st.integers(1, 2000), gap=st.floats(0, 0.05))
    def hear(self, answer: Answer, age: float, times: int, gap: float) -> None:
        for _ in range(times):
            self.now += gap
            before = self.adaptive.rate
            self.take(self.adaptive.hear(answer, self.now - age, self.now), before)

    @rule(minutes=st.integers(1, 12))
    def send_well(self, minutes: int) -> None:
        ends = self.now + 60 * minutes
        while self.now < ends:
            self.now += 1
            before = self.adaptive.rate
            for _ in range(before):
                if steps := self.adaptive.hear(Answer.FINE, self.now, self.now):
                    self.take(steps, before)
                    break

    @rule(days=st.integers(0, 3))
    def begin(self, days: int) -> None:
        self.day += timedelta(days=days)
        before = self.adaptive.rate
        self.take(self.adaptive.begin_campaign(self.day), before)

    @rule(ceiling=st.sampled_from([80, 1000]))
    def limit(self, ceiling: int) -> None:
        self.ceiling = ceiling
        before = self.adaptive.rate
        self.take(self.adaptive.keep_to(ceiling), before)

    @rule()
    def restart(self) -> None:
        """A new run knows the stored state only: it must not rise sooner for that."""
        self.adaptive = AdaptiveRate(self.adaptive.state, self.ceiling)

    @invariant()
    def within_bounds(self) -> None:
        assert FLOOR <= self.adaptive.rate <= self.ceiling


TestAnyAnswers = AnyAnswers.TestCase
TestAnyAnswers.settings = settings(max_examples=25, stateful_step_count=15, deadline=None)


@given(st.lists(st.sampled_from(Answer), min_size=1, max_size=300))
def test_without_three_throttles_in_a_row_nothing_is_lowered(answers: list[Answer]) -> None:
    adaptive = rate_of(60)
    in_a_row, expected = 0, 0
    for position, answer in enumerate(answers):
        in_a_row = in_a_row + 1 if answer is Answer.THROTTLED else 0
        moment = position * (SETTLE + 0.01)
        lowered = adaptive.hear(answer, moment, moment)
        if in_a_row == 3:
            expected, in_a_row = expected + 1, 0
            assert lowered
        else:
            assert not lowered
