"""From stored events to knowledge: early, doubled, foreign and broken statuses, and what a crash left open."""

from __future__ import annotations

from typing import Any
from unittest.mock import ANY

import pytest
from sqlalchemy import text
from tests.factories import Made, make_campaign
from tests.features.webhooks.inbox import process, processor, receive, store
from tests.features.webhooks.meta_events import event, status

from harkara.core.messages.attempt import AttemptId
from harkara.core.sender.service import installation_id
from harkara.features.webhooks import reading
from harkara.features.webhooks.processor import EVENT_BYTES
from harkara.features.webhooks.repository import take_waiting
from harkara.integrations.whatsapp.webhooks.events import WebhookContent
from harkara.integrations.whatsapp.webhooks.parsing import parse_webhook
from harkara.kit.db import Database


async def mark(database: Database, contact_id: int, attempt: int = 1) -> str:
    async with database.transaction() as session:
        return str(AttemptId(await installation_id(session), contact_id, attempt))


async def one(database: Database, query: str) -> Any:
    async with database.transaction() as session:
        return (await session.execute(text(query))).one()


async def rejects(database: Database) -> list[tuple[str, str, str]]:
    async with database.transaction() as session:
        rows = await session.execute(text("SELECT kind, reason, raw FROM webhook_rejects ORDER BY reason"))
        return [(row.kind, row.reason, row.raw) for row in rows]


@pytest.fixture
async def made(database: Database) -> Made:
    """A campaign of two whose messages are at Meta, their answers not recorded."""
    return await make_campaign(database, recipients=2, state="processing")


async def test_a_status_with_our_mark_settles_a_send_whose_answer_was_lost(database: Database, made: Made) -> None:
    callback = await mark(database, made.contact_ids[0])

    await receive(database, event(status("wamid.A", "delivered", biz_opaque_callback_data=callback)))

    row = await one(database, "SELECT total_sent, total_delivered FROM campaign_templates")
    assert (row.total_sent, row.total_delivered) == (1, 1)
    row = await one(database, "SELECT wamid, status FROM campaign_contacts ORDER BY id LIMIT 1")
    assert (row.wamid, row.status) == ("wamid.A", "delivered")


async def test_the_same_events_again_change_nothing(database: Database, made: Made) -> None:
    callback = await mark(database, made.contact_ids[0])
    body = event(
        status("wamid.A", "sent", biz_opaque_callback_data=callback),
        status("wamid.A", "read", at=1_795_000_009, biz_opaque_callback_data=callback),
    )

    await receive(database, body, body)
    await receive(database, body)

    row = await one(database, "SELECT total_sent, total_delivered, total_read FROM campaign_templates")
    assert (row.total_sent, row.total_delivered, row.total_read) == (1, 1, 1)
    assert (await one(database, "SELECT count(*) AS n FROM messages")).n == 1


async def test_a_mark_of_another_installation_settles_nothing(database: Database, made: Made) -> None:
    foreign = str(AttemptId("0123456789", made.contact_ids[0], 1))

    await receive(database, event(status("wamid.A", "sent", biz_opaque_callback_data=foreign)))

    assert (await one(database, "SELECT total_sent FROM campaign_templates")).total_sent == 0


async def test_one_broken_item_does_not_stop_the_others(database: Database, made: Made) -> None:
    callback = await mark(database, made.contact_ids[1])
    good = status("wamid.B", "sent", biz_opaque_callback_data=callback)

    await receive(database, event({"status": "sent"}, "what?", status("x", "sent") | {"timestamp": "soon"}, good))

    assert (await one(database, "SELECT total_sent FROM campaign_templates")).total_sent == 1
    assert (await one(database, "SELECT count(*) AS n FROM webhook_events WHERE processed_at IS NULL")).n == 0
    assert await rejects(database) == [
        ("malformed", "statuses holds something that is not an object", '"what?"'),
        ("malformed", "statuses: id or status is missing", '{"status":"sent"}'),
        ("malformed", "statuses: timestamp is neither unix seconds nor a date", ANY),
    ]


async def test_unreadable_events_are_kept_with_the_reason(database: Database, made: Made) -> None:
    callback = await mark(database, made.contact_ids[0])
    good = event(status("wamid.A", "sent", biz_opaque_callback_data=callback))

    await receive(database, b"\x00\x01", b"[1, 2", good)

    assert (await one(database, "SELECT total_sent FROM campaign_templates")).total_sent == 1
    assert (await one(database, "SELECT count(processed_at) AS n FROM webhook_events")).n == 3
    assert [kind for kind, _, _ in await rejects(database)] == ["malformed", "malformed"]


async def test_nul_characters_survive(database: Database, made: Made) -> None:
    errors = [{"code": 131026, "title": "a\x00b", "error_data": {"details": "c\x00d"}}]
    callback = await mark(database, made.contact_ids[0])

    await receive(database, event(status("wamid.A", "failed", errors=errors, biz_opaque_callback_data=callback)))

    row = await one(database, "SELECT status, error_code, error_details FROM campaign_contacts ORDER BY id LIMIT 1")
    assert (row.status, row.error_code, row.error_details) == ("failed", 131026, "cd")


async def test_a_parser_that_fails_costs_only_its_event(
    database: Database, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    callback = await mark(database, made.contact_ids[0])

    def parse(body: bytes) -> WebhookContent:
        if body == b"{}":
            raise RuntimeError("a fault of ours")
        return parse_webhook(body)

    monkeypatch.setattr(reading, "parse_webhook", parse)

    await receive(database, b"{}", event(status("wamid.A", "sent", biz_opaque_callback_data=callback)))

    assert (await one(database, "SELECT total_sent FROM campaign_templates")).total_sent == 1
    assert await rejects(database) == [("malformed", "RuntimeError: a fault of ours", "{}")]


async def test_an_item_that_the_database_refuses_is_set_aside_and_the_rest_goes_on(
    database: Database, made: Made
) -> None:
    """A try of 10^17 fits no column: its batch is refused, halved, and in the end one of 40 stands alone."""
    absurd = await mark(database, made.contact_ids[0], attempt=10**17)
    callback = await mark(database, made.contact_ids[1])
    others = [status(f"wamid.{serial}", "sent") for serial in range(38)]
    good = status("wamid.A", "sent", biz_opaque_callback_data=callback)

    await receive(
        database, event(*others[:20], status("wamid.X", "sent", biz_opaque_callback_data=absurd), *others[20:], good)
    )

    [(kind, reason, raw)] = await rejects(database)
    assert (kind, reason.partition(":")[0]) == ("statuses", "NumericValueOutOfRange")
    assert '"wamid": "wamid.X"' in raw
    row = await one(
        database, "SELECT count(*) AS logged, count(*) FILTER (WHERE is_parked) AS parked FROM message_status_logs"
    )
    assert (row.logged, row.parked) == (39, 38)
    assert (await one(database, "SELECT total_sent FROM campaign_templates")).total_sent == 1
    assert (await one(database, "SELECT count(*) AS n FROM webhook_events WHERE processed_at IS NULL")).n == 0


async def test_h3_a_thousand_statuses_of_three_numbers_one_of_them_broken(database: Database) -> None:
    campaigns = [await make_campaign(database, recipients=330, state="processing") for _ in range(3)]
    contacts = [contact for campaign in campaigns for contact in campaign.contact_ids]
    async with database.transaction() as session:
        here = await installation_id(session)
    ours = [
        status(f"wamid.{contact}", "delivered", biz_opaque_callback_data=str(AttemptId(here, contact, 1)))
        for contact in contacts[:989]
    ]
    unknown = [status(f"wamid.unknown.{serial}", "delivered") for serial in range(10)]

    await receive(database, event(*ours[:500], {"status": "sent"}, *unknown, *ours[500:]))

    row = await one(
        database, "SELECT sum(total_sent) AS sent, sum(total_delivered) AS delivered FROM campaign_templates"
    )
    assert (row.sent, row.delivered) == (989, 989)
    row = await one(
        database, "SELECT count(*) AS logged, count(*) FILTER (WHERE is_parked) AS parked FROM message_status_logs"
    )
    assert (row.logged, row.parked) == (999, 10)
    assert len(await rejects(database)) == 1


async def test_what_one_worker_has_in_hand_another_leaves_alone(database: Database, made: Made) -> None:
    calls = [await mark(database, contact) for contact in made.contact_ids]
    await store(database, *(event(status(f"wamid.{call}", "sent", biz_opaque_callback_data=call)) for call in calls))

    async with database.transaction() as other:
        assert len(await take_waiting(other, floor=0, most=1, most_bytes=1)) == 1
        await process(database)

    assert (await one(database, "SELECT count(processed_at) AS n FROM webhook_events")).n == 1
    await process(database)
    assert (await one(database, "SELECT total_sent FROM campaign_templates")).total_sent == 2


async def test_a_batch_is_bounded_by_bytes_as_well_and_takes_one_event_at_least(database: Database) -> None:
    await store(database, *(event(padding="x" * EVENT_BYTES) for _ in range(3)))

    worker = processor(database)

    assert [await worker.process_batch() for _ in range(4)] == [True, True, True, False]
    assert (await one(database, "SELECT count(processed_at) AS n FROM webhook_events")).n == 3
