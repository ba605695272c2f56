"""W5, W6, W9: two hands on one number - a worker that slept, a second runner, an admin who stops and resumes."""

from __future__ import annotations

import asyncio
import random
import signal
import time

import pytest
from tests.faults.figures import report, spread
from tests.faults.fleet import Fleet
from tests.faults.scale import JITTER, SEED, STUCK_AFTER, sized
from tests.faults.wire import wire_to

from harkara.core.sender.limits import SendLimits
from harkara.core.sender.service import ASIDE_AT_MOST
from harkara.kit.db import Database
from harkara.kit.jobs import SENDER_QUEUE, JobQueue

pytestmark = pytest.mark.faults

LEASE = SendLimits(STUCK_AFTER).lease
TAKEN_OVER_WITHIN = 20.0
TOLERANCE = 0.05
"""Seconds between a request's passing the wire and our knowing of it."""


async def test_w5_a_worker_that_sleeps_past_its_lease_sends_nothing_when_it_wakes(fleet: Fleet) -> None:
    rate, sleeps = sized(100, 300), sized(1, 20)
    zombie_sends, taken_over = [], []
    async with wire_to(fleet.meta_port) as first, wire_to(fleet.meta_port) as second:
        wires = [first, second]
        async with fleet.workers_of(*({"GRAPH_API_URL": wire.url} for wire in wires)) as workers:
            # Enough for all the time that somebody is awake: each round lasts three leases and four seconds at most.
            run = await fleet.begin(recipients=int(rate * (4 + sleeps * (3 * LEASE + 4))), rate=rate)
            await fleet.until_accepted(run.after + rate)
            for _ in range(sleeps):
                holder = max((0, 1), key=lambda index: wires[index].sends[-1:])
                other = 1 - holder
                slept = time.monotonic()
                workers[holder].signal(signal.SIGSTOP)
                taken_over.append(await wires[other].next_send(slept + TOLERANCE, TAKEN_OVER_WITHIN) - slept)
                await asyncio.sleep(max(1.0, slept + 3 * LEASE - time.monotonic()))
                woken = time.monotonic()
                workers[holder].signal(signal.SIGCONT)
                await asyncio.sleep(4.0)
                zombie_sends.append(sum(woken < moment < woken + 4.0 for moment in wires[holder].sends))
                assert workers[holder].is_alive
            await fleet.completed(run)
    arrivals = await fleet.arrivals(run)
    sums = await fleet.sums(arrivals, run)

    report(
        "W5",
        runs=sleeps,
        rate=rate,
        lease_s=LEASE,
        **sums,
        zombie_sends=max(zombie_sends),
        **spread("recovered_s", taken_over),
        max_per_second=arrivals.fullest_second(),
    )
    assert sums["lost"] == sums["doubled"] == sums["unknown"] == sums["failed"] == 0
    assert max(zombie_sends) == 0
    assert arrivals.fullest_second() <= rate * JITTER


async def test_w6_a_second_runner_is_forced_upon_a_number(fleet: Fleet) -> None:
    dice, rate, races = random.Random(SEED + 6), sized(100, 300), sized(2, 20)
    database = Database(fleet.url)
    jobs = JobQueue()
    async with fleet.workers_of({}, {}):
        run = await fleet.begin(recipients=rate * races * 4, rate=rate)
        epoch = await runner_epoch(fleet, run.number["id"])
        for race in range(races):
            await fleet.until_accepted(await fleet.accepted() + dice.randint(rate, 2 * rate))
            async with database.transaction() as session:
                await jobs.defer(
                    session,
                    "sender:run_number",
                    queue=SENDER_QUEUE,
                    lock=f"rival-{race}",
                    number_id=run.number["id"],
                    aside=ASIDE_AT_MOST,
                )
        await fleet.completed(run)
    await database.close()
    epochs = await runner_epoch(fleet, run.number["id"]) - epoch
    arrivals = await fleet.arrivals(run)
    sums = await fleet.sums(arrivals, run)

    report("W6", runs=races, rate=rate, **sums, runners=epochs, max_per_second=arrivals.fullest_second())
    assert sums["lost"] == sums["doubled"] == sums["unknown"] == sums["failed"] == 0
    assert epochs >= races
    assert arrivals.fullest_second() <= rate * JITTER


async def test_w9_stopped_and_resumed_again_and_again(fleet: Fleet) -> None:
    dice, rate, stops = random.Random(SEED + 9), sized(100, 500), sized(5, 50)
    pauses: list[tuple[float, float]] = []
    async with fleet.workers_of({}):
        run = await fleet.begin(recipients=rate * stops, rate=rate)
        for _ in range(stops):
            await fleet.until_accepted(await fleet.accepted() + dice.randint(rate // 5, rate // 2))
            await act(fleet, run.campaign_id, "stop")
            stopped = time.monotonic()
            await asyncio.sleep(dice.uniform(0.5, 1.0))
            pauses.append((stopped, time.monotonic()))
            await act(fleet, run.campaign_id, "resume")
        await fleet.completed(run)
    arrivals = await fleet.arrivals(run)
    sums = await fleet.sums(arrivals, run)
    late = [arrivals.between(stopped, resumed) for stopped, resumed in pauses]

    report("W9", runs=stops, rate=rate, **sums, **spread("sent_after_stop", late))
    assert sums["lost"] == sums["doubled"] == sums["unknown"] == sums["failed"] == 0
    assert max(late) <= rate  # one batch


async def act(fleet: Fleet, campaign_id: int, action: str) -> None:
    answer = await fleet.call("POST", f"/campaigns/{campaign_id}/{action}")
    assert answer.status == 200, answer.content


async def runner_epoch(fleet: Fleet, number_id: int) -> int:
    [row] = await fleet.query("SELECT runner_epoch FROM whatsapp_numbers WHERE id = %s", (number_id,))
    return row["runner_epoch"]
