"""P1: Postgres crashes in mid-campaign and comes back on the same socket."""

from __future__ import annotations

import os
import random
import signal
import time

import psycopg
import pytest
from tests.acceptance.platform import until
from tests.faults.figures import report, spread
from tests.faults.fleet import Fleet
from tests.faults.scale import SEED, sized

from harkara.embedded.postgres.postmaster import is_alive, running_pid

pytestmark = pytest.mark.faults

RESUMED_WITHIN = 15.0


async def test_p1_immediate_restart_in_mid_campaign(fleet: Fleet) -> None:
    dice, rate, crashes = random.Random(SEED + 21), sized(150, 500), sized(2, 20)
    accepts: list[float] = []
    async with fleet.workers_of({}) as workers:
        run = await fleet.begin(recipients=rate * (crashes * 4 + 1), rate=rate)
        for _ in range(crashes):
            await fleet.until_accepted(await fleet.accepted() + dice.randint(2 * rate, 3 * rate))
            await crash(fleet)
            accepts.append(time.monotonic())
        await fleet.completed(run)
        ended = sum(not process.is_alive for process in (*workers, *fleet.lasting))
    arrivals = await fleet.arrivals(run)
    sums = await fleet.sums(arrivals, run)
    resumed = [arrivals.recovered_s(moment, rate) for moment in accepts]

    report("P1", runs=crashes, rate=rate, **sums, **spread("recovered_s", resumed), our_processes_ended=ended)
    assert sums["lost"] == sums["doubled"] == sums["unknown"] == sums["failed"] == 0
    assert ended == 0
    assert max(resumed) <= RESUMED_WITHIN


async def crash(fleet: Fleet) -> None:
    """`pg_ctl restart -m immediate`: SIGQUIT, no checkpoint, crash recovery; return when it accepts again."""
    pid = running_pid(fleet.data / "postgres" / "data")
    assert pid is not None
    os.kill(pid, signal.SIGQUIT)

    async def is_gone() -> bool:
        return not is_alive(pid)

    await until(is_gone, 10)
    await fleet.postgres.start()
    await (await psycopg.AsyncConnection.connect(fleet.url)).close()
