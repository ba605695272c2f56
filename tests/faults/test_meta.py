"""G1, G2, G3, G6: errors, lost answers, endless answers, nonsense for an answer. Meta's word decides, never a guess."""

from __future__ import annotations

import asyncio
import time

import pytest
from tests.faults.figures import report
from tests.faults.fleet import Fleet, Process, Run
from tests.faults.scale import STUCK_AFTER, sized

from harkara.core.sender.limits import SendLimits

pytestmark = pytest.mark.faults

RESOLVED_WITHIN = 60.0
KEPT = 0.9
"""Share of its rate that a number must keep while another one is in trouble."""


async def test_g1_server_errors_and_resets_before_the_request_was_read(fleet: Fleet) -> None:
    rate, recipients = sized(150, 500), sized(600, 50_000)
    await fleet.fault(kind="error", code=131000, status=500, share=0.05 / 3)
    await fleet.fault(kind="http", status=502, share=0.05 / 3)
    await fleet.fault(kind="error", code=131016, status=503, share=0.05 / 3)
    await fleet.fault(kind="reset", share=0.01)
    async with fleet.workers_of({}):
        run = await fleet.begin(recipients, rate)
        await fleet.until_accepted(run.after + int(recipients * 0.9), recipients / rate + 60)
        struck = await fleet.struck()
        await fleet.clear_faults()  # the rest would need up to 45 s for its last attempt
        await fleet.completed(run)
    arrivals = await fleet.arrivals(run)
    sums = await fleet.sums(arrivals, run)
    took = arrivals.moments[int(recipients * 0.9)] - arrivals.moments[0]

    report("G1", runs=1, rate=rate, **sums, faults=struck, sent_per_second=round(recipients * 0.9 / took, 1))
    assert sums["lost"] == sums["doubled"] == sums["unknown"] == sums["failed"] == 0
    assert struck > 0


async def test_g2_answers_lost_after_the_message_was_accepted(fleet: Fleet) -> None:
    rate, recipients = sized(150, 500), sized(600, 50_000)
    await fleet.fault(kind="drop_answer", share=sized(0.1, 0.01))
    async with fleet.workers_of({}):
        run = await fleet.begin(recipients, rate)
        await fleet.completed(run)
        ended = time.monotonic()
    arrivals = await fleet.arrivals(run)
    sums = await fleet.sums(arrivals, run)
    dropped, resolved = await fleet.struck(), ended - arrivals.moments[-1]

    report("G2", runs=1, rate=rate, **sums, answers_lost=dropped, resolved_s=round(resolved, 1))
    assert sums["lost"] == sums["doubled"] == sums["unknown"] == sums["failed"] == 0
    assert dropped > 0
    assert resolved <= RESOLVED_WITHIN


async def test_g3_answers_that_never_end(fleet: Fleet) -> None:
    rate, seconds, latency = sized(100, 300), sized(12, 60), (0.05, 0.1)
    await fleet.behave(latency=list(latency))
    slow = (await fleet.numbers())[0]
    await fleet.fault(kind="slow_body", delay=5.0, share=0.1, phone_number_id=slow["phone_number_id"])
    deadline = SendLimits(STUCK_AFTER).deadline
    async with fleet.workers_of({}) as workers:
        runs = [await fleet.begin(rate * seconds, rate), await fleet.begin(60 * seconds, 60, 1)]
        watch = SocketWatch(workers[0], fleet.meta_port)
        watching = asyncio.create_task(watch.run())
        for run in runs:
            await fleet.completed(run)
        watching.cancel()
        slow_calls = await fleet.struck()
    arrivals = [await fleet.arrivals(run) for run in runs]
    sums = await fleet.sums(await fleet.arrivals(*runs), *runs)
    begin, end = arrivals[1].moments[0], arrivals[1].moments[-1]
    kept = (len(arrivals[1].moments) - 1) / (end - begin) / 60
    bound = socket_bound((rate + 60) * latency[1], 0.1 * rate * deadline)

    report(
        "G3",
        runs=1,
        rate=rate,
        deadline_s=deadline,
        **sums,
        slow_answers=slow_calls,
        other_number_kept=round(kept, 3),
        open_sockets_most=watch.most,
        open_sockets_bound=bound,
    )
    assert sums["lost"] == sums["doubled"] == sums["unknown"] == sums["failed"] == 0
    assert kept >= KEPT
    assert watch.most <= bound
    assert bound < slow_calls  # without the deadline all slow answers would still be open


async def test_g6_answers_of_200_that_say_nothing(fleet: Fleet) -> None:
    """Meta took the message and answers nonsense: not counted as sent before its status says so."""
    recipients = sized(90, 2_000)
    await fleet.behave(webhooks_held=True)
    for kind in ("html", "empty", "bad_json"):
        await fleet.fault(kind=kind, share=0.2)
    async with fleet.workers_of({}):
        run = await fleet.begin(recipients, 100)
        await fleet.until_accepted(run.after + recipients)
        nonsense = await fleet.struck()
        counted = await counted_as_sent(fleet, run, recipients - nonsense)
        await fleet.behave(webhooks_held=False)
        await fleet.completed(run)
    sums = await fleet.sums(await fleet.arrivals(run), run)

    report(
        "G6",
        case="200 with HTML, nothing, broken JSON",
        runs=1,
        **sums,
        nonsense=nonsense,
        counted_before_status=counted,
    )
    assert sums["lost"] == sums["doubled"] == sums["unknown"] == sums["failed"] == 0
    assert counted == recipients - nonsense


class SocketWatch:
    """Counts a worker's open connections to Meta all the time."""

    def __init__(self, worker: Process, port: int) -> None:
        self._worker = worker
        self._port = port
        self.most = 0

    async def run(self) -> None:
        while True:
            self.most = max(self.most, await asyncio.to_thread(self._worker.sockets, self._port))
            await asyncio.sleep(0.25)


def socket_bound(ordinary: float, hanging: float) -> int:
    """Return how many connections may be open: those of ordinary answers (as many again idle, kept for later), and of
    those that hang until the deadline (half as many again, by chance)."""
    return int(2 * ordinary + 1.5 * hanging)


async def counted_as_sent(fleet: Fleet, run: Run, expected: int) -> int:
    """Return the campaign's total once it is what it should be and its last write, up to a second behind, is over."""
    await fleet.until_campaign(run.campaign_id, lambda campaign: campaign["total_sent"] >= expected)
    await asyncio.sleep(1.5)
    return (await fleet.campaign(run.campaign_id))["total_sent"]
