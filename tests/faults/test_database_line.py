"""P3: the network between a worker and PostgreSQL goes dead without a word, and comes back."""

from __future__ import annotations

import asyncio
import time

import pytest
from tests.faults.figures import report, spread
from tests.faults.fleet import Fleet
from tests.faults.line import line_to
from tests.faults.scale import JITTER, STUCK_AFTER, sized
from tests.faults.wire import wire_to

from harkara.core.sender.limits import SendLimits
from harkara.embedded.postgres.cluster import Cluster

pytestmark = pytest.mark.faults

LEASE = SendLimits(STUCK_AFTER).lease
TOLERANCE = 0.3
"""Seconds by which a busy machine may be late in telling us of a send."""


CASES = sized([(12.0, 1, 1)], [(5.0, 0, 5), (60.0, 0, 3), (5.0, 1, 5), (60.0, 1, 3)])
"""Seconds without the database, workers that have it, and how often. Six seconds without a beat make a worker dead to the others."""


@pytest.mark.parametrize(("dead_s", "rivals", "cuts"), CASES)
async def test_p3_a_worker_cut_off_from_its_database_stops_sending_before_its_leases_end(
    fleet: Fleet, dead_s: float, rivals: int, cuts: int
) -> None:
    rate = sized(100, 300)
    overhang, recovered = [], []
    socket = Cluster((fleet.data / "postgres").resolve()).socket
    async with line_to(socket) as line, wire_to(fleet.meta_port) as wire:
        cut_off = {"DATABASE_URL": line.url, "GRAPH_API_URL": wire.url}
        async with fleet.workers_of(cut_off) as workers:
            run = await fleet.begin(recipients=int(rate * (4 + cuts * (dead_s + 10))), rate=rate)
            await fleet.until_accepted(run.after + rate)
            workers += [await fleet.start_worker() for _ in range(rivals)]
            for _ in range(cuts):
                await fleet.until_accepted(await fleet.accepted() + rate)
                died = time.monotonic()
                line.die()
                await asyncio.sleep(dead_s)
                lived = time.monotonic()
                overhang.append(max((moment for moment in wire.sends if died <= moment < lived), default=died) - died)
                line.live()
                recovered.append(lived)
            await fleet.completed(run)
            assert all(worker.is_alive for worker in workers)
    arrivals = await fleet.arrivals(run)
    sums = await fleet.sums(arrivals, run)
    again = [arrivals.recovered_s(moment, rate) for moment in recovered]

    report(
        "P3",
        case=f"{dead_s:.0f} s, {rivals} rivals",
        runs=cuts,
        rate=rate,
        lease_s=LEASE,
        **sums,
        **spread("recovered_s", again),
        **spread("sent_on_s", overhang),
        max_per_second=arrivals.fullest_second(),
    )
    assert sums["lost"] == sums["doubled"] == sums["unknown"] == sums["failed"] == 0
    assert max(overhang) <= LEASE + TOLERANCE
    assert arrivals.fullest_second() <= rate * JITTER
