"""W1, W2, W3: workers killed at random moments, killed among others, stopped in the middle of a batch."""

from __future__ import annotations

import asyncio
import random
import signal
import time

import pytest
from tests.faults.figures import report, spread
from tests.faults.fleet import NUMBERS, Fleet, Process
from tests.faults.scale import JITTER, SEED, STUCK_AFTER, sized

from harkara.core.sender.limits import SendLimits

pytestmark = pytest.mark.faults

LEASE = SendLimits(STUCK_AFTER).lease
RECOVERED_WITHIN = 20.0
DRAINED_WITHIN = 10.0
NO_CLAIM_AFTER = 0.2


async def test_w1_the_only_worker_killed_and_restarted_at_once(fleet: Fleet) -> None:
    dice, rate, kills = random.Random(SEED), sized(200, 1000), sized(1, 20)
    async with fleet.workers_of({}) as workers:
        run = await fleet.begin(recipients=kills * 4 * rate + 2 * rate, rate=rate)
        sent, killed_at, unsettled = run.after, [], []
        for _ in range(kills):
            sent = max(sent, await fleet.accepted()) + dice.randint(2 * rate, 4 * rate)
            await fleet.until_accepted(min(sent, run.after + run.recipients - rate))
            killed_at.append(await kill(workers.pop()))
            # Only this worker's: what an earlier one left without a trace waits for STUCK_AFTER_SECONDS.
            unsettled.append(await fleet.in_hand(within=LEASE))
            workers.append(await fleet.start_worker())
        await fleet.completed(run)
    arrivals = await fleet.arrivals(run)
    sums = await fleet.sums(arrivals, run)
    recovered = [arrivals.recovered_s(moment, rate) for moment in killed_at]

    report(
        "W1",
        runs=kills,
        rate=rate,
        **sums,
        **spread("recovered_s", recovered),
        unsettled_after_kill_worst=max(unsettled),
        max_per_second=arrivals.fullest_second(),
    )
    assert sums["lost"] == sums["doubled"] == sums["unknown"] == sums["failed"] == 0
    assert max(recovered) <= RECOVERED_WITHIN
    assert max(unsettled) <= in_flight_cap(rate)
    assert arrivals.fullest_second() <= rate * JITTER


async def test_w2_one_of_several_killed_at_intervals_and_none_restarted(fleet: Fleet) -> None:
    """The others take over. When one is left alone, a new shift joins it, in the same campaigns."""
    dice, rate, kills = random.Random(SEED + 2), sized(60, 80), sized(1, 20)
    shift, interval = sized(3, 4), sized(11.0, 15.0)
    killed_at = []
    async with fleet.workers_of(*[{}] * shift) as workers:
        recipients = int(rate * (5 + kills * (interval + 4)))
        runs = [await fleet.begin(recipients, rate, position) for position in range(NUMBERS)]
        await fleet.until_accepted(runs[0].after + 6 * rate)
        for _ in range(kills):
            await asyncio.sleep(dice.uniform(0.5, 1.5))
            killed_at.append(await kill(workers.pop(dice.randrange(len(workers)))))
            await asyncio.sleep(interval)
            if len(workers) == 1 and len(killed_at) < kills:
                workers += await asyncio.gather(*(fleet.start_worker() for _ in range(shift - 1)))
        for run in runs:
            await fleet.completed(run)
    arrivals = await fleet.arrivals(*runs)
    sums = await fleet.sums(arrivals, *runs)
    # What the dead one had sent last still counts in the first second: look from the second one on.
    recovered = [arrivals.recovered_s(moment + 1.0, NUMBERS * rate) + 1.0 for moment in killed_at]
    dips = [arrivals.emptiest_second(moment, moment + interval) / (NUMBERS * rate) for moment in killed_at]

    report(
        "W2",
        runs=kills,
        workers=shift,
        rate=NUMBERS * rate,
        **sums,
        **spread("recovered_s", recovered),
        lowest_share_of_rate=round(min(dips), 2),
    )
    assert sums["lost"] == sums["doubled"] == sums["unknown"] == sums["failed"] == 0
    assert max(recovered) <= RECOVERED_WITHIN


@pytest.mark.parametrize("latency", [(0.1, 0.3), (2.0, 2.0)], ids=["fast", "answers-of-2s"])
async def test_w3_sigterm_in_the_middle_of_a_batch(fleet: Fleet, latency: tuple[float, float]) -> None:
    dice, rate, stops = random.Random(SEED + 3), sized(200, 500), sized(1, 20)
    await fleet.behave(latency=list(latency))
    claims_after, drains, unsettled = [], [], []
    async with fleet.workers_of({}) as workers:
        run = await fleet.begin(recipients=(stops * 3 + 1) * rate, rate=rate)
        for _ in range(stops):
            await fleet.until_accepted(await fleet.accepted() + dice.randint(rate, 2 * rate))
            worker, asked, moment = workers.pop(), time.time(), time.monotonic()
            worker.signal(signal.SIGTERM)
            assert await worker.ended(DRAINED_WITHIN) == 0, worker.log.read_text()[-4000:]
            drains.append(time.monotonic() - moment)
            claims_after.append(await last_claim(fleet, run.campaign_id) - asked)
            unsettled.append(await fleet.in_hand())
            workers.append(await fleet.start_worker())
        await fleet.completed(run)
    arrivals = await fleet.arrivals(run)
    sums = await fleet.sums(arrivals, run)

    report(
        "W3",
        runs=stops,
        case=f"answers of {latency[1]} s",
        rate=rate,
        **sums,
        **spread("exit_s", drains),
        **spread("last_claim_after_signal_s", claims_after),
        unsettled_after_exit=max(unsettled),
    )
    assert sums["lost"] == sums["doubled"] == sums["unknown"] == sums["failed"] == 0
    assert max(claims_after) <= NO_CLAIM_AFTER
    assert max(unsettled) == 0


async def kill(worker: Process) -> float:
    """End it without a word; return when (monotonic)."""
    moment = time.monotonic()
    worker.signal(signal.SIGKILL)
    await worker.ended(5.0)
    return moment


async def last_claim(fleet: Fleet, campaign_id: int) -> float:
    """Return when the newest message on record was claimed, in seconds since 1970."""
    [row] = await fleet.query(
        "SELECT extract(epoch FROM max(claimed_at))::float8 AS at FROM send_queue WHERE campaign_id = %s",
        (campaign_id,),
    )
    return row["at"]


def in_flight_cap(rate: int) -> int:
    """Return what may be unsettled at a kill: requests in flight (0.3 s), claimed ahead (two claims of 0.25 s), not
    yet written (0.1 s), and as much again for a busy machine."""
    return 2 * int(rate * (0.3 + 0.5 + 0.1))
