"""What the stand-in for Meta posts, of every type and field it knows, is understood whole."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any

import pytest
from tests.sandbox.stage import NUMBER, WABA, Stage, staged

from harkara.integrations.whatsapp.webhooks.events import WebhookContent
from harkara.integrations.whatsapp.webhooks.parsing import parse_webhook
from harkara_sandbox.field_examples import FIELDS
from harkara_sandbox.inbound import KINDS

TEMPLATE = "templates/order_shipped"
ORIGINAL = "wamid.ORIGINAL"


@pytest.fixture(scope="module")
async def shared_stage() -> AsyncGenerator[Stage]:
    async with staged() as stage:
        yield stage


@pytest.fixture
async def stage(shared_stage: Stage) -> Stage:
    await shared_stage.control("POST", "reset")
    shared_stage.receiver.forget()
    return shared_stage


async def posted(stage: Stage, path: str, **what: Any) -> WebhookContent:
    """Have the sandbox post something; return what its body carries."""
    await stage.control("POST", path, what)
    (post,) = await stage.receiver.expect_posts(1)
    content = parse_webhook(post.body)
    assert content.malformed == []
    return content


@pytest.mark.parametrize("kind", [*KINDS, "something_new"])
async def test_every_type_of_message(stage: Stage, kind: str) -> None:
    content = await posted(stage, "inbound", type=kind, reply_to=ORIGINAL)
    (message,) = content.inbound
    assert (message.phone_number_id, message.waba_id) == (NUMBER, WABA)
    assert message.customer.wa_id == "919812345678"
    assert message.target_wamid == ORIGINAL
    assert len(content.problems) == (kind == "malformed_interactive")
    assert len(content.identities) == (kind in {"system", "user_changed_user_id"})


async def test_customer_without_phone(stage: Stage) -> None:
    (message,) = (await posted(stage, "inbound", bsuid_only=True, username="@asha")).inbound
    assert (message.customer.wa_id, message.customer.username) == (None, "asha")
    assert message.customer.bsuid


async def test_message_in_a_group(stage: Stage) -> None:
    (message,) = (await posted(stage, "inbound", group_id="G1", referral=True, forwarded=True)).inbound
    assert (message.group_id, message.target_wamid) == ("G1", None)


async def test_reaction_removed_by_an_empty_emoji(stage: Stage) -> None:
    (message,) = (await posted(stage, "inbound", type="reaction", text="", reply_to=ORIGINAL)).inbound
    assert (message.body, message.target_wamid) == (None, ORIGINAL)


@pytest.mark.parametrize("failing", [False, True])
async def test_statuses(stage: Stage, failing: bool) -> None:
    await stage.control("POST", "config", {"fail_share": int(failing)})
    await stage.send(biz_opaque_callback_data="h:1:1")
    await stage.receiver.expect_statuses(1 if failing else 3)
    contents = [parse_webhook(post.body) for post in stage.receiver.posts]
    statuses = [status for content in contents for status in content.statuses]
    assert [status.status for status in statuses] == (["failed"] if failing else ["sent", "delivered", "read"])
    assert {status.callback_data for status in statuses} == {"h:1:1"}
    assert {status.error_code for status in statuses} == ({131026} if failing else {None})
    assert [item for content in contents for item in content.malformed] == []


@pytest.mark.parametrize(
    ("change", "kind", "value"),
    [
        *(
            ({"status": status}, "status", status)
            for status in ("APPROVED", "REJECTED", "PAUSED", "DISABLED", "FLAGGED")
        ),
        ({"quality": "RED"}, "quality", "RED"),
        ({"category": "MARKETING"}, "category", "MARKETING"),
        ({"correct_category": "MARKETING"}, "category_notice", "MARKETING"),
        ({"components": [{"type": "BODY", "text": "Hi."}]}, "components", "Hi."),
    ],
)
async def test_changes_of_templates(stage: Stage, change: dict[str, Any], kind: str, value: str) -> None:
    content = await posted(stage, TEMPLATE, hyphenated_language=True, **change)
    (event,) = content.templates
    assert (event.waba_id, event.name, event.kind) == (WABA, "order_shipped", kind)
    assert value in event.values.values()
    assert event.meta_id.isdecimal()
    assert event.occurred_at is not None


async def test_hyphen_of_a_language(stage: Stage) -> None:
    (event,) = (await posted(stage, "templates/payment_link", status="PAUSED", hyphenated_language=True)).templates
    assert event.language == "en_US"


@pytest.mark.parametrize(
    ("change", "event"),
    [
        ({"quality_rating": "RED"}, "FLAGGED"),
        ({"quality_rating": "GREEN"}, "UNFLAGGED"),
        ({"upgrade_seconds": 0}, "THROUGHPUT_UPGRADE"),
    ],
)
async def test_changes_of_numbers(stage: Stage, change: dict[str, Any], event: str) -> None:
    (told,) = (await posted(stage, f"numbers/{NUMBER}", **change)).numbers
    assert (told.display_phone_number, told.event) == ("919876543210", event)
    assert told.limit is not None


@pytest.mark.parametrize("event", ["ACCOUNT_RESTRICTION", "ACCOUNT_VIOLATION", "DISABLED_UPDATE", "ACCOUNT_DELETED"])
async def test_updates_of_accounts(stage: Stage, event: str) -> None:
    (told,) = (await posted(stage, "events", field="account_update", value={"event": event})).accounts
    assert (told.waba_id, told.event, told.details["event"]) == (WABA, event, event)
    assert told.occurred_at is not None


@pytest.mark.parametrize("field", [*FIELDS, "something_new"])
async def test_every_field(stage: Stage, field: str) -> None:
    content = await posted(stage, "events", field=field)
    found = {name: len(events) for name in content.__slots__ if (events := getattr(content, name))}
    assert found == {
        "user_preferences": {"preferences": 1},
        "user_id_update": {"identities": 1},
        "phone_number_quality_update": {"numbers": 1},
        "phone_number_name_update": {"numbers": 1},
        "something_new": {"others": 1},
    }.get(field, {"accounts": 1})
