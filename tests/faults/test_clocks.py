"""T1: the wall clock of one worker jumps while it sends. What is claimed, paced and left alone must not follow it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from tests.faults.figures import report
from tests.faults.fleet import Fleet
from tests.faults.scale import JITTER, sized

pytestmark = pytest.mark.faults

LIBRARIES = ("/usr/lib/x86_64-linux-gnu/faketime", "/usr/lib/aarch64-linux-gnu/faketime", "/usr/lib/faketime")
JUMPS = ("+3600", "-3600", "+2592000", "+0")
"""Seconds off the real time: an hour on, an hour back, thirty days on, and right again."""

BETWEEN_S = sized(3.0, 20.0)
LONGEST_STALL_S = 2.0

Jump = Callable[[str], None]


@pytest.fixture
def offset(tmp_path: Path) -> tuple[dict[str, str], Jump]:
    """The settings of a process whose wall clock can be moved, and the hand that moves it. Its monotonic clock stays right."""
    library = next(
        (Path(each, "libfaketime.so.1") for each in LIBRARIES if Path(each, "libfaketime.so.1").exists()), None
    )
    if library is None:
        pytest.skip("needs libfaketime: apt-get install libfaketime")
    file = tmp_path / "offset"

    def jump(seconds: str) -> None:
        draft = file.with_suffix(".new")
        draft.write_text(seconds)
        draft.replace(file)

    jump("+0")
    return (
        {
            "LD_PRELOAD": str(library),
            "FAKETIME_TIMESTAMP_FILE": str(file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "FAKETIME_DONT_RESET": "1",
        },
        jump,
    )


async def test_t1_the_wall_clock_jumps_while_a_worker_sends(fleet: Fleet, offset: tuple[dict[str, str], Jump]) -> None:
    environment, jump = offset
    rate = sized(100, 300)
    async with fleet.workers_of(environment) as workers:
        run = await fleet.begin(recipients=int(rate * (len(JUMPS) * BETWEEN_S + 4)), rate=rate)
        await fleet.until_accepted(run.after + 2 * rate)
        began = time.monotonic()
        for seconds in JUMPS:
            jump(seconds)
            if seconds == "+2592000":
                workers.append(await fleet.start_worker())  # another that has the right time
            await asyncio.sleep(BETWEEN_S)
        over = time.monotonic()
        await fleet.completed(run)
        alive = [worker.is_alive for worker in workers]
    arrivals = await fleet.arrivals(run)
    sums = await fleet.sums(arrivals, run)
    within = [moment for moment in arrivals.moments if began - 1 <= moment <= over]
    stall = max(later - earlier for earlier, later in pairwise(within))

    report(
        "T1",
        case="+1 h, -1 h, +30 days, right",
        runs=len(JUMPS),
        rate=rate,
        **sums,
        longest_stall_s=round(stall, 2),
        max_per_second=arrivals.fullest_second(),
    )
    assert sums["lost"] == sums["doubled"] == sums["unknown"] == sums["failed"] == 0
    assert stall <= LONGEST_STALL_S
    assert arrivals.fullest_second() <= rate * JITTER
    assert all(alive)
