"""G5, G6: Meta cannot be reached at all - refused, silent, no such name, a false certificate. Nothing is used up by it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from tests.faults.figures import report
from tests.faults.fleet import Fleet
from tests.faults.scale import JITTER, STUCK_AFTER, sized
from tests.faults.wire import self_signed_listener, wire_to

pytestmark = pytest.mark.faults

OUTAGE = sized(10.0, 100.0)
"""Seconds; the long one outlives the whole ladder of retries (5, 20 and 45 s)."""

OPEN_WITHIN = 5.0
PROBES_A_SECOND = 1.0
FULL_AGAIN_WITHIN = 30.0


async def test_g5_connections_refused(fleet: Fleet) -> None:
    rate = sized(100, 500)
    async with wire_to(fleet.meta_port) as wire, fleet.workers_of({"GRAPH_API_URL": wire.url}):
        run = await fleet.begin(recipients=rate * 6, rate=rate)
        await fleet.until_accepted(run.after + 2 * rate)
        await wire.cut()
        await asyncio.sleep(OUTAGE)
        gone = await fleet.sums(await fleet.arrivals(run), run)
        await wire.mend()
        back = time.monotonic()
        await fleet.completed(run)
    arrivals = await fleet.arrivals(run)
    sums = await fleet.sums(arrivals, run)
    recovered, peak = arrivals.recovered_s(back, rate), arrivals.fullest_second(back)
    [row] = await fleet.query(
        "SELECT max(attempts) AS most FROM campaign_contacts WHERE campaign_id = %s", (run.campaign_id,)
    )

    report(
        "G5",
        case="connections refused",
        runs=1,
        rate=rate,
        outage_s=OUTAGE,
        **sums,
        recovered_s_median=round(recovered, 2),
        recovered_s_worst=round(recovered, 2),
        most_attempts=row["most"],
        max_per_second_after=peak,
    )
    assert sums["lost"] == sums["doubled"] == sums["unknown"] == sums["failed"] == gone["failed"] == 0
    assert row["most"] <= 2  # the one during which the circuit opened, and the one after
    assert recovered <= FULL_AGAIN_WITHIN
    assert peak <= rate * JITTER


async def test_g5_every_request_cut_off(fleet: Fleet) -> None:
    rate = sized(100, 500)
    async with fleet.workers_of({}):
        run = await fleet.begin(recipients=rate * 6, rate=rate)
        await fleet.until_accepted(run.after + 2 * rate)
        await fleet.fault(kind="outage")
        await asyncio.sleep(OPEN_WITHIN)
        until_open = await fleet.struck()
        await asyncio.sleep(OUTAGE - OPEN_WITHIN)
        probes = await fleet.struck() - until_open
        await fleet.clear_faults()
        back = time.monotonic()
        await fleet.completed(run)
    arrivals = await fleet.arrivals(run)
    sums = await fleet.sums(arrivals, run)
    recovered, peak = arrivals.recovered_s(back, rate), arrivals.fullest_second(back)

    report(
        "G5",
        case="requests cut off",
        runs=1,
        rate=rate,
        outage_s=OUTAGE,
        **sums,
        recovered_s_median=round(recovered, 2),
        recovered_s_worst=round(recovered, 2),
        calls_until_circuit_open=until_open,
        probes_per_second=round(probes / (OUTAGE - OPEN_WITHIN), 2),
        max_per_second_after=peak,
    )
    assert sums["lost"] == sums["doubled"] == sums["unknown"] == sums["failed"] == 0
    assert 0 < probes <= PROBES_A_SECOND * (OUTAGE - OPEN_WITHIN) + 1
    assert recovered <= FULL_AGAIN_WITHIN
    assert peak <= rate * JITTER


@asynccontextmanager
async def no_such_name(_directory: Path) -> AsyncGenerator[str]:
    yield "http://graph.invalid:8080"  # RFC 6761: never resolves


@pytest.mark.parametrize("unreachable", [no_such_name, self_signed_listener], ids=["name", "certificate"])
async def test_g6_no_way_to_meta(fleet: Fleet, unreachable: type, request: pytest.FixtureRequest) -> None:
    """Never counted as sent, never failed; once the way is found, everything goes out."""
    case = request.node.callspec.id
    async with unreachable(fleet.data) as address, fleet.workers_of({"GRAPH_API_URL": address}):
        run = await fleet.begin(recipients=sized(60, 1_000), rate=100)
        await fleet.until_campaign(run.campaign_id, lambda campaign: campaign["status"] == "running")
        await asyncio.sleep(sized(4.0, OUTAGE))
        campaign, reached = await fleet.campaign(run.campaign_id), len((await fleet.arrivals(run)).records)
    assert (campaign["total_sent"], campaign["total_failed"], reached) == (0, 0, 0)
    async with fleet.workers_of({}):
        await fleet.completed(run)
    sums = await fleet.sums(await fleet.arrivals(run), run)

    report(
        "G6", case=f"wrong {case}", runs=1, **sums, counted_as_sent=campaign["total_sent"], stuck_after_s=STUCK_AFTER
    )
    assert sums["lost"] == sums["doubled"] == sums["unknown"] == sums["failed"] == 0
