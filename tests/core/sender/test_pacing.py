"""Pacing: never more than the rate in any second, whatever the machine does, and close to it on average."""

from __future__ import annotations

import asyncio
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.clocks import ManualClock

from harkara.core.sender.pacing import NAP, SPREAD, Pacer, Pacers


def most_within(departures: list[float], seconds: float) -> int:
    """Return the largest number of departures in any window that is open at its end."""
    start = most = 0
    for end, moment in enumerate(departures):
        while departures[start] <= moment - seconds:
            start += 1
        most = max(most, end - start + 1)
    return most


async def depart(pacer: Pacer, rate: int, clock: ManualClock, times: int) -> list[float]:
    departures: list[float] = []
    for _ in range(times):
        await pacer.wait(rate)
        pacer.leave()
        departures.append(clock.monotonic())
    return departures


@pytest.mark.parametrize("rate", [10, 60, 80, 1000])
async def test_even_departures_at_the_rate(rate: int) -> None:
    clock = ManualClock()
    departures = await depart(Pacer(clock), rate, clock, 3 * rate)

    gaps = [later - earlier for earlier, later in itertools.pairwise(departures)]
    assert max(gaps) <= max(SPREAD / rate, NAP + SPREAD / rate) + 1e-9
    assert departures[-1] == pytest.approx(3 * SPREAD, abs=3 * NAP)


@given(
    rate=st.integers(10, 200),
    hiccups=st.lists(st.one_of(st.floats(0, 0.005), st.floats(0, 3)), min_size=1, max_size=60),
)
def test_no_second_holds_more_than_the_rate(rate: int, hiccups: list[float]) -> None:
    async def run() -> list[float]:
        clock = ManualClock()
        pacer = Pacer(clock)
        departures: list[float] = []
        for hiccup in hiccups:
            clock.lateness = hiccup / 10
            departures += await depart(pacer, rate, clock, rate // 4)
            clock.move(hiccup)
        return departures

    assert most_within(asyncio.run(run()), 1.0) <= rate


async def test_small_delays_are_made_good() -> None:
    clock = ManualClock()
    pacer = Pacer(clock)
    clock.lateness = 0.004

    departures = await depart(pacer, 100, clock, 1000)

    assert departures[-1] == pytest.approx(10 * SPREAD, rel=0.005)


async def test_a_long_pause_is_not_made_good() -> None:
    clock = ManualClock()
    pacer = Pacer(clock)
    await depart(pacer, 100, clock, 100)
    clock.move(60)

    departures = await depart(pacer, 100, clock, 100)

    assert departures[-1] - departures[0] >= 99 * SPREAD / 100 - 0.001


@given(rates=st.lists(st.integers(10, 1000), min_size=2, max_size=8))
def test_a_changed_rate_holds_from_its_first_second(rates: list[int]) -> None:
    """In any second that lies wholly after a change no more than the new rate leaves, whatever left before it."""

    async def run() -> None:
        clock = ManualClock()
        pacer = Pacer(clock)
        for rate in rates:
            departures = await depart(pacer, rate, clock, rate)
            assert most_within(departures, 1.0) <= rate

    asyncio.run(run())


async def test_departures_that_are_late_themselves_still_leave_room() -> None:
    """The event loop is busy between grant and departure: the window counts the departures as they really were."""
    clock = ManualClock()
    pacer = Pacer(clock)
    departures: list[float] = []
    granted = 0
    for round_ in range(4000):
        await pacer.wait(100)
        granted += 1
        if round_ % 7 == 0:
            clock.move(0.03)
            for _ in range(granted):
                pacer.leave()
                departures.append(clock.monotonic())
            granted = 0

    assert most_within(departures, 1.0) <= 100


@given(rate=st.integers(10, 200), hiccups=st.lists(st.floats(0, 0.1), min_size=16, max_size=16))
def test_two_processes_after_each_other_keep_to_the_rate_together(rate: int, hiccups: list[float]) -> None:
    """The one that takes over does not know what left the other at its end."""

    async def run() -> list[float]:
        clock = ManualClock()
        departures: list[float] = []
        for epoch, its in ((7, hiccups[:8]), (8, hiccups[8:])):
            pacer = Pacers(clock).of(1, epoch)
            for hiccup in its:
                clock.move(hiccup)
                departures += await depart(pacer, rate, clock, rate // 8)
        return departures

    assert most_within(asyncio.run(run()), 1.0) <= rate


async def test_the_next_run_of_the_same_process_goes_on_at_its_pace() -> None:
    clock = ManualClock()
    pacers = Pacers(clock)
    await depart(pacers.of(1, epoch=7), 100, clock, 200)
    pacer = pacers.of(1, epoch=8)
    clock.move(0.05)

    departures = await depart(pacer, 100, clock, 10)

    assert departures[-1] - departures[0] < 6 * SPREAD / 100
