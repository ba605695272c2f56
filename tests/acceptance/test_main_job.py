"""The main job from end to end: upload, send, delivered, read; and what the ledger of the sandbox says about it."""

from __future__ import annotations

from tests.acceptance.platform import Platform, csv_of
from tests.serving import Answer


async def test_a_campaign_from_upload_to_all_read(platform: Platform) -> None:
    number, template = await platform.number(), await platform.template("order_shipped")
    csv = csv_of(120, first=1000) + "\n98765,Asha,A-1,Monday\n919800001000,Asha,A-2,Monday\n"
    fields = {"name": "Dispatch", "number_id": number["id"], "template_ids": [template["id"]]}

    report = await platform.upload(csv, "/campaigns/validate", **fields)
    assert report.status == 200
    assert (report.body["valid_rows"], report.body["invalid_rows"]) == (120, 2)
    assert "Asha" in report.body["batches"][0]["samples"][0]["body"]

    created = await platform.upload(csv, **fields)
    assert created.status == 201
    campaign = await platform.until_campaign(created.body["id"], lambda c: c["total_read"] == 120)

    assert campaign["status"] == "completed"
    assert (campaign["total_sent"], campaign["total_delivered"], campaign["total_failed"]) == (120, 120, 0)
    contacts = await platform.get(f"/campaigns/{campaign['id']}/contacts?status=invalid")
    assert {contact["row_number"] for contact in contacts["items"]} == {122, 123}
    ledger = await platform.ledger()
    assert ledger["doubled"] == 0


async def test_several_templates_share_the_contacts_in_file_order(platform: Platform) -> None:
    number = await platform.number()
    templates = [await platform.template(name) for name in ("order_shipped", "order_confirmed")]

    created = await platform.upload(
        csv_of(41, first=2000), name="Two", number_id=number["id"], template_ids=[item["id"] for item in templates]
    )
    assert created.status == 201, created.body
    campaign = await platform.until_campaign(created.body["id"], lambda c: c["total_sent"] == 41)

    assert [batch["contact_count"] for batch in campaign["batches"]] == [20, 21]
    assert (await platform.ledger())["doubled"] == 0


async def test_stop_and_resume_lose_and_double_nothing(platform: Platform) -> None:
    number, template = await platform.number(), await platform.template("order_shipped")
    created = await platform.upload(
        csv_of(240, first=3000), name="Paused", number_id=number["id"], template_ids=[template["id"]]
    )
    campaign_id = created.body["id"]

    for progress in (30, 90, 150):
        await platform.until_campaign(campaign_id, lambda c, at=progress: c["total_sent"] >= at)
        stopped = (await platform.call("POST", f"/campaigns/{campaign_id}/stop")).body
        assert stopped["status"] == "stopped"
        resumed = (await platform.call("POST", f"/campaigns/{campaign_id}/resume")).body
        assert resumed["status"] in ("queued", "running")

    campaign = await platform.until_campaign(campaign_id, lambda c: c["status"] == "completed")
    assert campaign["total_sent"] == 240
    assert (await platform.ledger())["doubled"] == 0


async def connect_support(platform: Platform, phone_number_id: str) -> Answer:
    return await platform.call(
        "POST",
        "/numbers",
        {
            "display_name": "Support",
            "phone_number_id": phone_number_id,
            "access_token": "SANDBOX-TOKEN-1",
            "system_prompt": "",
        },
    )


async def test_an_expired_token_stops_the_campaign_and_the_number_and_no_recipient_is_used_up(
    platform: Platform,
) -> None:
    second = (await platform.sandbox.call("GET", "/sandbox/state")).body["wabas"][0]["numbers"][1]
    connected = await connect_support(platform, second["id"])
    assert connected.status == 201, connected.body
    template = await platform.template("order_shipped")
    await platform.fault(kind="error", code=190, phone_number_id=second["id"])

    created = await platform.upload(
        csv_of(50, first=4000), name="Expired", number_id=connected.body["id"], template_ids=[template["id"]]
    )
    campaign = await platform.until_campaign(created.body["id"], lambda c: c["status"] == "stopped")

    assert campaign["total_sent"] == campaign["total_failed"] == 0
    notifications = (await platform.get("/notifications"))["items"]
    assert "WhatsApp number Support token expired, please update" in {item["message"] for item in notifications}

    await platform.sandbox.call("DELETE", "/sandbox/faults")
    refused = await platform.call("POST", f"/campaigns/{created.body['id']}/resume")
    assert refused.status == 409

    await connect_support(platform, second["id"])
    assert (await platform.call("POST", f"/campaigns/{created.body['id']}/resume")).status == 200
    campaign = await platform.until_campaign(created.body["id"], lambda c: c["status"] == "completed")
    assert campaign["total_sent"] == 50
