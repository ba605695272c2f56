"""Customers' messages of every type, as their webhooks look."""

from __future__ import annotations

from typing import Any

import pytest
from tests.sandbox.stage import NUMBER, SECOND_NUMBER, Stage, text_send


async def arrive(stage: Stage, **inbound: Any) -> dict[str, Any]:
    """The webhook value of one customer message."""
    await stage.control("POST", "inbound", inbound)
    return await stage.receiver.expect_value()


CONTENT = {
    "text": lambda m: m["text"]["body"] == "Hello, where is my order?",
    "image": lambda m: m["image"]["mime_type"] == "image/jpeg" and "caption" not in m["image"],
    "video": lambda m: m["video"]["id"].isdecimal(),
    "audio": lambda m: m["audio"]["voice"] is True,
    "document": lambda m: m["document"]["filename"] == "bill.pdf",
    "sticker": lambda m: m["sticker"]["animated"] is False,
    "location": lambda m: m["location"]["latitude"] == 19.0178,
    "contacts": lambda m: m["contacts"][0]["phones"][0]["wa_id"].isdecimal(),
    "button": lambda m: m["button"] == {"payload": "I need help", "text": "I need help"},
    "interactive": lambda m: m["interactive"]["type"] == "button_reply",
    "list_reply": lambda m: m["interactive"]["list_reply"]["id"] == "row-1",
    "flow_reply": lambda m: "city" in m["interactive"]["nfm_reply"]["response_json"],
    "call_permission_reply": lambda m: m["interactive"]["call_permission_reply"]["response"] == "accept",
    "reaction": lambda m: m["reaction"]["emoji"] == "🙏",
    "reaction_removed": lambda m: m["reaction"].keys() == {"message_id"},
    "order": lambda m: m["order"]["product_items"][0]["currency"] == "INR",
    "system": lambda m: m["system"]["type"] == "user_changed_number",
    "user_changed_user_id": lambda m: m["system"]["previous_user_id"] == m["from_user_id"] != m["system"]["user_id"],
    "customer_identity_changed": lambda m: m["system"]["identity"]["hash"],
    "unsupported": lambda m: m["errors"][0]["code"] == 131051,
    "edit": lambda m: m["edit"]["message"]["text"]["body"],
    "revoke": lambda m: m["revoke"]["original_message_id"].startswith("wamid."),
    "something_new": lambda m: m["something_new"] == {},
}
# Kinds that are another type's variants.
TYPE_OF = {
    "list_reply": "interactive",
    "flow_reply": "interactive",
    "call_permission_reply": "interactive",
    "reaction_removed": "reaction",
    "user_changed_user_id": "system",
    "customer_identity_changed": "system",
}


@pytest.mark.parametrize("kind", CONTENT)
async def test_types(stage: Stage, kind: str) -> None:
    value = await arrive(stage, type=kind)
    (message,) = value["messages"]
    assert CONTENT[kind](message)
    assert message["type"] == TYPE_OF.get(kind, kind)
    assert message["from"] == "919812345678"
    assert message["timestamp"] == str(int(stage.clock.time()))
    assert value["metadata"]["phone_number_id"] == NUMBER
    assert ("contacts" in value) is (message["type"] != "system")


async def test_every_type_the_state_names_is_tested(stage: Stage) -> None:
    assert set((await stage.control("GET", "state"))["inbound_types"]) == {
        *(CONTENT.keys() - {"something_new"}),
        "malformed_interactive",
    }


async def test_malformed_interactive_comes_with_an_error_and_no_content(stage: Stage) -> None:
    value = await arrive(stage, type="malformed_interactive")
    assert value["messages"][0]["type"] == "interactive"
    assert "interactive" not in value["messages"][0]
    errors = [error["code"] for value in stage.receiver.posts[0].values for error in value.get("errors", [])]
    assert errors == [131000]


async def test_user_with_a_username_has_no_phone_number(stage: Stage) -> None:
    value = await arrive(stage, bsuid_only=True)
    (message,), (contact,) = value["messages"], value["contacts"]
    assert "from" not in message
    assert "wa_id" not in contact
    assert message["from_user_id"] == contact["user_id"]
    assert contact["profile"]["username"]
    answer = await stage.send(to=None, recipient=contact["user_id"])
    assert answer.json["contacts"] == [{"input": contact["user_id"], "user_id": contact["user_id"]}]


async def test_statuses_of_a_known_bsuid_name_the_phone_number(stage: Stage) -> None:
    bsuid = (await arrive(stage))["contacts"][0]["user_id"]
    await stage.send(to=None, recipient=bsuid)
    statuses = await stage.receiver.expect_statuses(3)
    assert {status["recipient_id"] for status in statuses} == {"919812345678"}


async def test_details(stage: Stage) -> None:
    value = await arrive(
        stage,
        **{"from": "919800000007"},
        phone_number_id=SECOND_NUMBER,
        name="Zoë",
        text="caption",
        type="image",
        reply_to="wamid.X",
        referral=True,
        group_id="G1",
        extra={"note": 1},
    )
    (message,) = value["messages"]
    assert message["from"] == "919800000007"
    assert message["image"]["caption"] == "caption"
    assert message["context"] == {"from": "919876543211", "id": "wamid.X"}
    assert message["referral"]["source_type"] == "ad"
    assert (message["group_id"], message["note"]) == ("G1", 1)
    assert value["contacts"][0]["profile"]["name"] == "Zoë"


@pytest.mark.parametrize("kind", ["reaction", "reaction_removed", "system", "user_changed_user_id"])
async def test_what_is_no_message_opens_no_window(stage: Stage, kind: str) -> None:
    await stage.control("POST", "config", {"window_error": "sync"})
    await arrive(stage, type=kind, reply_to="wamid.X")
    assert (await stage.send(text_send())).error["code"] == 131047


async def test_own_content(stage: Stage) -> None:
    value = await arrive(stage, content={"body": "\u0000"})
    assert value["messages"][0]["text"] == {"body": "\u0000"}


@pytest.mark.parametrize("body", [{"from": "abc"}, {"sender_name": "x"}, {"bsuid_only": "maybe"}])
async def test_bad_orders_are_refused(stage: Stage, body: dict[str, Any]) -> None:
    answer = await stage.call("POST", "/sandbox/inbound", body)
    assert answer.status == 422
    assert next(iter(body)) in answer.error["message"]


async def test_unknown_number(stage: Stage) -> None:
    answer = await stage.call("POST", "/sandbox/inbound", {"phone_number_id": "5"})
    assert (answer.status, "no number 5" in answer.error["message"]) == (404, True)
