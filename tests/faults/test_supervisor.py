"""`harkara run` itself: it puts a dead worker's successor in place, and starts again on the data of a former life."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from tests.acceptance.platform import Platform, csv_of, running_platform, until
from tests.faults.figures import report
from tests.faults.scale import STUCK_AFTER

pytestmark = pytest.mark.faults

SETTINGS = {"STUCK_AFTER_SECONDS": str(STUCK_AFTER)}
RECIPIENTS = 300


async def test_a_killed_worker_has_a_successor_and_a_second_start_finds_everything(tmp_path: Path) -> None:
    data = tmp_path / "data"
    async with running_platform(data, settings=SETTINGS) as platform:
        await platform.behave(time_scale=0.1, fail_share=0.0)
        number, template = await platform.number(), await platform.template("order_shipped")
        created = await platform.upload(
            csv_of(RECIPIENTS), name="Faults", number_id=number["id"], template_ids=[template["id"]]
        )
        assert created.status == 201, created.body
        campaign_id = created.body["id"]
        await platform.until_campaign(campaign_id, lambda campaign: campaign["total_sent"] >= 60)
        await replace_worker(platform)
        await platform.until_campaign(
            campaign_id, lambda campaign: campaign["status"] == "completed", seconds=60 + 2 * STUCK_AFTER
        )
        ledger = await platform.ledger()
    async with running_platform(data, settings=SETTINGS) as again:
        assert (await again.number())["id"] == number["id"]
        assert (await again.campaign(campaign_id))["total_sent"] == RECIPIENTS

    lost = RECIPIENTS - ledger["distinct_recipients"]
    report("supervisor", runs=1, messages=RECIPIENTS, lost=lost, doubled=ledger["doubled"])
    assert lost == ledger["doubled"] == 0


async def replace_worker(platform: Platform) -> None:
    """Kill the worker and wait until the supervisor has put another in its place."""
    [worker] = platform.workers()
    worker.send_signal(signal.SIGKILL)

    async def replaced() -> bool:
        return any(other.pid != worker.pid for other in platform.workers())

    await until(replaced, seconds=30)
