"""What happens to templates, numbers and accounts: in the Graph API and by webhook."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.sandbox.stage import NUMBER, WABA, Stage, order_shipped, template_send


async def change(stage: Stage, name: str = "order_shipped", **what: Any) -> dict[str, Any]:
    """Change a template and return the change its webhook told: {field, value, time}."""
    await stage.control("POST", f"templates/{name}", what)
    return await told(stage)


async def told(stage: Stage) -> dict[str, Any]:
    (post, *_) = await stage.receiver.expect_posts(1)
    (entry,) = json.loads(post.body)["entry"]
    assert entry["id"] == WABA
    return {**entry["changes"][0], "time": entry.get("time")}


class TestTemplates:
    async def test_status(self, stage: Stage) -> None:
        event = await change(stage, status="PAUSED")
        assert event["field"] == "message_template_status_update"
        assert isinstance(event["time"], int)
        value = event["value"]
        assert (value["event"], value["message_template_name"]) == ("PAUSED", "order_shipped")
        assert isinstance(value["message_template_id"], int)
        assert value["other_info"]["title"] == "FIRST_PAUSE"
        node = await stage.get(f"/v25.0/{value['message_template_id']}?fields=status")
        assert node["status"] == "PAUSED"
        assert (await stage.send()).error["code"] == 132015

    @pytest.mark.parametrize("status", ["APPROVED", "REJECTED", "DISABLED", "FLAGGED"])
    async def test_other_statuses(self, stage: Stage, status: str) -> None:
        assert (await change(stage, status=status))["value"]["event"] == status

    async def test_quality(self, stage: Stage) -> None:
        event = await change(stage, quality="RED")
        assert event["field"] == "message_template_quality_update"
        assert (event["value"]["previous_quality_score"], event["value"]["new_quality_score"]) == ("GREEN", "RED")

    async def test_category_at_once(self, stage: Stage) -> None:
        event = await change(stage, category="MARKETING")
        assert event["field"] == "template_category_update"
        assert (event["value"]["previous_category"], event["value"]["new_category"]) == ("UTILITY", "MARKETING")
        assert (await stage.send()).status == 200

    async def test_category_with_notice(self, stage: Stage) -> None:
        value = (await change(stage, correct_category="MARKETING"))["value"]
        assert (value["new_category"], value["correct_category"]) == ("UTILITY", "MARKETING")
        assert value["category_update_timestamp"] > stage.clock.time()
        node = await stage.get(f"/v25.0/{value['message_template_id']}?fields=category,correct_category")
        assert (node["category"], node["correct_category"]) == ("UTILITY", "MARKETING")

    async def test_components(self, stage: Stage) -> None:
        event = await change(stage, components=[{"type": "BODY", "text": "Hi {{1}}, news."}])
        assert event["field"] == "message_template_components_update"
        assert event["value"]["message_template_element"] == "Hi {{1}}, news."
        assert (await stage.send()).error["code"] == 132000

    async def test_language_with_a_hyphen(self, stage: Stage) -> None:
        event = await change(stage, "payment_link", status="PAUSED", hyphenated_language=True)
        assert event["value"]["message_template_language"] == "en-US"

    async def test_without_webhook(self, stage: Stage) -> None:
        await stage.control("POST", "templates/order_shipped", {"category": "MARKETING", "webhook": False})
        figures = await stage.control("GET", "webhooks")
        assert (figures["posted"], figures["unpacked"], figures["planned"]) == (0, 0, 0)

    async def test_new_and_gone(self, stage: Stage) -> None:
        new = await stage.control("POST", "templates", {"name": "fresh", "examples": ["a", "b"]})
        assert (await stage.get(f"/v25.0/{new['id']}"))["name"] == "fresh"
        assert (await stage.call("POST", "/sandbox/templates", {"name": "fresh"})).status == 409
        await stage.control("DELETE", f"templates/{new['id']}")
        assert (await stage.call("GET", f"/v25.0/{new['id']}")).error["error_subcode"] == 33
        assert (await stage.send(template_send("fresh"))).error["code"] == 132001

    async def test_unknown(self, stage: Stage) -> None:
        assert (await stage.call("POST", "/sandbox/templates/nothing", {"status": "PAUSED"})).status == 404


class TestNumbers:
    async def test_quality(self, stage: Stage) -> None:
        await stage.control("POST", f"numbers/{NUMBER}", {"quality_rating": "RED"})
        event = await told(stage)
        assert event["field"] == "phone_number_quality_update"
        assert (event["value"]["event"], event["value"]["display_phone_number"]) == ("FLAGGED", "919876543210")
        assert (await stage.get(f"/v25.0/{NUMBER}"))["quality_rating"] == "RED"

    async def test_messaging_limit(self, stage: Stage) -> None:
        await stage.control("POST", f"numbers/{NUMBER}", {"messaging_limit": "TIER_2K"})
        event = await told(stage)
        assert event["field"] == "business_capability_update"
        assert event["value"]["max_daily_conversations_per_business"] == 2000

    async def test_new_number_and_waba(self, stage: Stage) -> None:
        number = (await stage.control("POST", "numbers"))["id"]
        assert (await stage.send(order_shipped(), number=number)).status == 200
        waba = await stage.control("POST", "wabas")
        assert len((await stage.get(f"/v25.0/{waba['id']}/message_templates?limit=250"))["data"]) == 122


class TestAccount:
    @pytest.mark.parametrize(
        ("field", "member"),
        [
            ("account_update", "restriction_info"),
            ("account_alerts", "alert_info"),
            ("business_capability_update", "max_daily_conversations_per_business"),
            ("phone_number_quality_update", "display_phone_number"),
            ("account_review_update", "decision"),
            ("phone_number_name_update", "requested_verified_name"),
            ("security", "requester"),
            ("user_preferences", "user_preferences"),
            ("user_id_update", "user_id_update"),
        ],
    )
    async def test_examples(self, stage: Stage, field: str, member: str) -> None:
        await stage.control("POST", "events", {"field": field})
        event = await told(stage)
        assert event["field"] == field
        assert member in event["value"]
        assert (event["time"] is None) is (field in {"user_preferences", "user_id_update"})

    async def test_every_field_the_state_names_has_an_example(self, stage: Stage) -> None:
        for field in (await stage.control("GET", "state"))["event_fields"]:
            stage.receiver.forget()
            await stage.control("POST", "events", {"field": field})
            assert (await told(stage))["value"]

    @pytest.mark.parametrize(
        ("event", "block"),
        [
            ("ACCOUNT_RESTRICTION", "restriction_info"),
            ("ACCOUNT_VIOLATION", "violation_info"),
            ("DISABLED_UPDATE", "ban_info"),
            ("ACCOUNT_DELETED", None),
        ],
    )
    async def test_each_account_update_has_its_block(self, stage: Stage, event: str, block: str | None) -> None:
        await stage.control("POST", "events", {"field": "account_update", "value": {"event": event}})
        value = (await told(stage))["value"]
        assert value.keys() == {"event"} | ({block} if block else set())
        assert value["event"] == event

    async def test_own_value(self, stage: Stage) -> None:
        await stage.control("POST", "events", {"field": "brand_new", "value": {"event": "PIN_CHANGED"}})
        assert (await told(stage))["value"] == {"event": "PIN_CHANGED"}
