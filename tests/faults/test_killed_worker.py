"""W1, W3, G2 in short: a worker killed, stopped, or left without an answer in mid-campaign. The sandbox's ledger is the truth."""

from __future__ import annotations

import json
import random
import signal
from pathlib import Path

import pytest
from tests.acceptance.platform import Platform, csv_of, running_platform, until

pytestmark = pytest.mark.faults

STUCK_AFTER = 8
SEED = 20261123


@pytest.fixture(scope="module")
async def platform(tmp_path_factory: pytest.TempPathFactory):
    async with running_platform(
        tmp_path_factory.mktemp("faults") / "data", settings={"STUCK_AFTER_SECONDS": str(STUCK_AFTER)}
    ) as platform:
        await platform.behave(time_scale=0.1, fail_share=0.0, latency=[0.1, 0.3])
        yield platform


async def start(platform: Platform, recipients: int, first: int) -> int:
    number, template = await platform.number(), await platform.template("order_shipped")
    created = await platform.upload(
        csv_of(recipients, first=first), name="Faults", number_id=number["id"], template_ids=[template["id"]]
    )
    assert created.status == 201, created.body
    return created.body["id"]


async def assert_nothing_lost_or_doubled(platform: Platform, campaign_id: int, recipients: int, before: int) -> None:
    campaign = await platform.until_campaign(campaign_id, lambda c: c["status"] == "completed", seconds=90)
    ledger = await platform.ledger()
    figures = {
        "accepted": ledger["accepted"] - before,
        "doubled": ledger["doubled"],
        "lost": recipients - (ledger["accepted"] - before),
        "max_per_second": ledger["max_per_second"],
    }
    print(json.dumps({"seed": SEED, **figures}))  # noqa: T201 - the figures of the run
    assert figures["lost"] == figures["doubled"] == 0
    assert campaign["total_sent"] == recipients


async def kill(platform: Platform, number: signal.Signals) -> None:
    """Signal the worker and wait until the supervisor has put another in its place."""
    [worker] = platform.workers()
    worker.send_signal(number)

    async def replaced() -> bool:
        return any(other.pid != worker.pid for other in platform.workers())

    await until(replaced, seconds=30)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
async def test_a_worker_that_dies_in_mid_campaign(platform: Platform, number: signal.Signals) -> None:
    dice = random.Random(SEED + number)
    before = (await platform.ledger())["accepted"]
    campaign_id = await start(platform, 500, first=10_000 * number)
    for _ in range(2):
        progress = (await platform.campaign(campaign_id))["total_sent"] + dice.randint(40, 120)
        await platform.until_campaign(campaign_id, lambda c, at=progress: c["total_sent"] >= at)
        await kill(platform, number)

    await assert_nothing_lost_or_doubled(platform, campaign_id, 500, before)


async def test_answers_that_get_lost_after_the_message_was_accepted(platform: Platform) -> None:
    before = (await platform.ledger())["accepted"]
    await platform.fault(kind="drop_answer", share=0.2, count=40)
    campaign_id = await start(platform, 300, first=5_000_000)

    await assert_nothing_lost_or_doubled(platform, campaign_id, 300, before)


async def test_connections_reset_before_the_request_was_read(platform: Platform) -> None:
    """Nothing was accepted, no status will come: the recovery sends them again after STUCK_AFTER_SECONDS."""
    before = (await platform.ledger())["accepted"]
    await platform.fault(kind="reset", share=0.1, count=20)
    campaign_id = await start(platform, 200, first=6_000_000)

    await assert_nothing_lost_or_doubled(platform, campaign_id, 200, before)


async def test_a_second_start_after_everything_was_killed(tmp_path: Path) -> None:
    data = tmp_path / "data"
    settings = {"STUCK_AFTER_SECONDS": str(STUCK_AFTER)}
    async with running_platform(data, settings=settings) as first:
        number = await first.number()
    async with running_platform(data, settings=settings) as second:
        assert (await second.number())["id"] == number["id"]
