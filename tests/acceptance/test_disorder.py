"""The main job under what Meta calls normal: statuses early, doubled and out of order, throttling, passing trouble."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any

import pytest
from tests.acceptance.platform import Platform, csv_of

CALM = {"early_status_share": 0.0, "duplicate_share": 0.02, "disorder_share": 0.03, "skip_delivered_share": 0.1}


@pytest.fixture
async def rough(platform: Platform) -> AsyncGenerator[Platform]:
    """The platform; whatever a test does to the sandbox is undone."""
    yield platform
    await platform.sandbox.call("DELETE", "/sandbox/faults")
    await platform.behave(**CALM)


async def send(platform: Platform, csv: str, template: str = "order_shipped") -> dict[str, Any]:
    """Send a list and return the campaign once everything is read."""
    number, chosen = await platform.number(), await platform.template(template)
    created = await platform.upload(csv, name="Rough", number_id=number["id"], template_ids=[chosen["id"]])
    assert created.status == 201, created.body
    wanted = created.body["valid_contacts"]
    return await platform.until_campaign(
        created.body["id"], lambda c: c["status"] == "completed" and c["total_read"] == wanted
    )


async def test_statuses_before_the_answer_doubled_and_in_the_wrong_order(rough: Platform) -> None:
    await rough.behave(early_status_share=1.0, duplicate_share=1.0, disorder_share=1.0, skip_delivered_share=0.3)

    campaign = await send(rough, csv_of(80, first=20_000_000))

    assert (campaign["total_sent"], campaign["total_delivered"], campaign["total_failed"]) == (80, 80, 0)
    assert (await rough.ledger())["doubled"] == 0


async def test_passing_trouble_costs_an_attempt_and_throttling_none(rough: Platform) -> None:
    await rough.fault(kind="error", code=131000, count=3)
    await rough.fault(kind="error", code=130429, count=10)

    campaign = await send(rough, csv_of(40, first=21_000_000))

    assert (campaign["total_sent"], campaign["total_failed"]) == (40, 0)
    contacts = (await rough.get(f"/campaigns/{campaign['id']}/contacts?limit=100"))["items"]
    assert sorted(contact["attempts"] for contact in contacts) == [1] * 37 + [2] * 3


async def test_a_refused_recipient_fails_at_once_with_plain_words_and_the_others_go_on(rough: Platform) -> None:
    await rough.fault(kind="error", code=131026, count=2)
    number, template = await rough.number(), await rough.template("order_shipped")

    created = await rough.upload(
        csv_of(20, first=22_000_000), name="Refused", number_id=number["id"], template_ids=[template["id"]]
    )
    campaign = await rough.until_campaign(created.body["id"], lambda c: c["status"] == "completed")

    assert (campaign["total_sent"], campaign["total_failed"], campaign["total_processed"]) == (18, 2, 20)
    failed = (await rough.get(f"/campaigns/{campaign['id']}/contacts?status=failed"))["items"]
    assert [contact["error_code"] for contact in failed] == [131026, 131026]
    assert all(contact["error_title"] and contact["error_advice"] for contact in failed)


async def test_a_template_that_meta_refuses_stops_the_campaign_and_uses_up_nobody(rough: Platform) -> None:
    await rough.fault(kind="error", code=132015)
    number, template = await rough.number(), await rough.template("order_shipped")

    created = await rough.upload(
        csv_of(100, first=23_000_000), name="Paused", number_id=number["id"], template_ids=[template["id"]]
    )
    campaign = await rough.until_campaign(created.body["id"], lambda c: c["status"] == "stopped")

    assert campaign["total_processed"] == 0
    assert "paused" in campaign["status_reason"].lower()
    await rough.sandbox.call("DELETE", "/sandbox/faults")
    assert (await rough.call("POST", f"/campaigns/{campaign['id']}/resume")).status == 200
    campaign = await rough.until_campaign(campaign["id"], lambda c: c["status"] == "completed")
    assert campaign["total_sent"] == 100


async def test_pictures_go_into_the_header(rough: Platform) -> None:
    template = await rough.template("delivery_today")
    columns = ",".join(f"{{{{{position}}}}}" for position in range(1, template["variable_count"] + 1))
    values = ",".join(["Asha"] * template["variable_count"])
    rows = [f"9198{24_000_000 + row:08},https://example.in/{row}.jpg,{values}" for row in range(10)]

    campaign = await send(rough, "\n".join([f"Phone,{{{{Media}}}},{columns}", *rows]), "delivery_today")

    assert campaign["total_sent"] == 10
