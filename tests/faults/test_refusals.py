"""G4: each refusal of Meta's has its own consequence, and none makes a storm of calls."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from tests.faults.figures import report
from tests.faults.fleet import Fleet, Run
from tests.faults.scale import sized

pytestmark = pytest.mark.faults

RATE = sized(100, 300)
WATCHED = sized(2.0, 60.0)
"""Seconds in which calls are counted after the refusal."""

NEW_TOKEN = "SANDBOX-TOKEN-2"


@pytest.mark.parametrize("code", [130429, 80007])
async def test_g4_too_fast(fleet: Fleet, code: int) -> None:
    """The number slows down, no attempt is spent, all is sent in the end."""
    async with fleet.workers_of({}):
        run = await fleet.begin(recipients=RATE * 3, rate=RATE)
        await fleet.until_accepted(run.after + 1)
        await fleet.fault(kind="error", code=code, seconds=WATCHED)
        await asyncio.sleep(WATCHED)
        calls = await fleet.struck()
        await fleet.completed(run)
    sums = await fleet.sums(await fleet.arrivals(run), run)
    rate = await rate_of(fleet, run)
    attempts = await most_attempts(fleet, run)

    report("G4", case=f"error {code}", runs=1, **sums, calls_while_refused=calls, rate_before=RATE, rate_after=rate)
    assert_all_sent(sums)
    assert attempts == 1
    assert 0 < calls <= RATE * (WATCHED + 1.0)  # the second in progress included
    assert rate < RATE


async def test_g4_too_many_messages_to_one_customer(fleet: Fleet) -> None:
    """131056: only that recipient waits."""
    refused = 5
    await fleet.fault(kind="error", code=131056, count=refused, skip=20)
    async with fleet.workers_of({}):
        run = await fleet.begin(recipients=RATE * 3, rate=RATE)
        await fleet.completed(run)
        calls = await fleet.struck()
    arrivals = await fleet.arrivals(run)
    sums = await fleet.sums(arrivals, run)
    late = [moment for moment in arrivals.moments if moment > arrivals.moments[0] + 5.5]

    report("G4", case="error 131056", runs=1, **sums, refused=calls, late_recipients=len(late))
    assert_all_sent(sums)
    assert calls == len(late) == refused
    assert await rate_of(fleet, run) == RATE


async def test_g4_enough_marketing_for_this_customer(fleet: Fleet) -> None:
    """131049: failed with its code and never tried again."""
    refused = 7
    await fleet.fault(kind="error", code=131049, count=refused, skip=20)
    async with fleet.workers_of({}):
        run = await fleet.begin(recipients=RATE * 2, rate=RATE)
        campaign = await fleet.completed(run)
        calls = await fleet.struck()
    sums = await fleet.sums(await fleet.arrivals(run), run)
    codes = await fleet.query(
        "SELECT error_code, count(*) AS n FROM campaign_contacts WHERE campaign_id = %s AND status = 'failed' GROUP BY 1",
        (run.campaign_id,),
    )

    report("G4", case="error 131049", runs=1, **sums, refused=calls)
    assert sums["lost"] == sums["doubled"] == sums["unknown"] == 0
    assert codes == [{"error_code": 131049, "n": refused}]
    assert calls == refused == campaign["total_failed"]


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        (190, "number_token_expired", "WhatsApp number {} token expired, please update"),
        (131048, "number_inactive", "Meta restricted the number"),
    ],
)
async def test_g4_the_number_is_refused(fleet: Fleet, code: int, kind: str, words: str) -> None:
    """Number inactive, campaign stopped, the admin told once, silence; with a new token the rest goes out."""
    told_before = await told(fleet, kind)
    async with fleet.workers_of({}):
        run = await fleet.begin(recipients=RATE * 3, rate=RATE)
        await fleet.until_accepted(run.after + RATE)
        await fleet.fault(kind="error", code=code)
        await fleet.until_campaign(run.campaign_id, lambda campaign: campaign["status"] == "stopped", seconds=15)
        calls = await fleet.struck()
        await asyncio.sleep(WATCHED)
        calls_after = await fleet.struck() - calls
        [number] = [found for found in await fleet.numbers() if found["id"] == run.number["id"]]
        news = (await told(fleet, kind))[: -len(told_before) or None]
        await fleet.clear_faults()
        await fleet.connect_number(run.number, NEW_TOKEN)
        resumed = await fleet.call("POST", f"/campaigns/{run.campaign_id}/resume")
        assert resumed.status == 200, resumed.content
        await fleet.completed(run)
    sums = await fleet.sums(await fleet.arrivals(run), run)

    report("G4", case=f"error {code}", runs=1, **sums, calls_until_stopped=calls, calls_after=calls_after)
    assert_all_sent(sums)
    assert not number["is_active"]
    assert len(news) == 1
    assert words.format(run.number["display_name"]) in news[0]["message"]
    assert calls <= RATE  # what was in flight
    assert calls_after == 0


def assert_all_sent(sums: dict[str, int]) -> None:
    assert sums["lost"] == sums["doubled"] == sums["unknown"] == sums["failed"] == 0


async def told(fleet: Fleet, kind: str) -> list[dict[str, Any]]:
    """Return the notifications of a kind, newest first."""
    return [item for item in (await fleet.get("/notifications?limit=200"))["items"] if item["type"] == kind]


async def rate_of(fleet: Fleet, run: Run) -> int:
    [row] = await fleet.query(
        "SELECT max_send_rate_per_sec AS n FROM whatsapp_numbers WHERE id = %s", (run.number["id"],)
    )
    return row["n"]


async def most_attempts(fleet: Fleet, *runs: Run) -> int:
    """Return the most attempts any recipient took."""
    [row] = await fleet.query(
        "SELECT max(attempts) AS n FROM campaign_contacts WHERE campaign_id = ANY(%s)",
        ([run.campaign_id for run in runs],),
    )
    return row["n"]
