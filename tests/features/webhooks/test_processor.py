"""From stored events to knowledge: early, doubled, foreign and broken statuses, and what a crash left open."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text
from tests.clocks import ManualClock
from tests.factories import Made, make_campaign
from tests.features.webhooks.meta_events import event, status

from harkara.core.messages.attempt import AttemptId
from harkara.core.sender.service import installation_id
from harkara.features.webhooks.processor import WebhookProcessor
from harkara.features.webhooks.repository import store_event
from harkara.kit.db import Database
from harkara.kit.jobs import JobQueue, job_app


async def receive(database: Database, *bodies: bytes) -> None:
    async with database.transaction() as session:
        for body in bodies:
            await store_event(session, body)
    await WebhookProcessor(database, ManualClock(), JobQueue(job_app(database.url))).process_batch()


async def mark(database: Database, contact_id: int, attempt: int = 1) -> str:
    async with database.transaction() as session:
        return str(AttemptId(await installation_id(session), contact_id, attempt))


async def one(database: Database, query: str) -> Any:
    async with database.transaction() as session:
        return (await session.execute(text(query))).one()


@pytest.fixture
async def made(database: Database) -> Made:
    """A campaign of two whose messages are at Meta, their answers not recorded."""
    return await make_campaign(database, recipients=2, state="processing")


async def test_a_status_with_our_mark_settles_a_send_whose_answer_was_lost(database: Database, made: Made) -> None:
    callback = await mark(database, made.contact_ids[0])

    await receive(database, event(status("wamid.A", "delivered", biz_opaque_callback_data=callback)))

    row = await one(database, "SELECT total_sent, total_delivered FROM campaigns")
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

    row = await one(database, "SELECT total_sent, total_delivered, total_read FROM campaigns")
    assert (row.total_sent, row.total_delivered, row.total_read) == (1, 1, 1)
    assert (await one(database, "SELECT count(*) AS n FROM messages")).n == 1


async def test_a_mark_of_another_installation_settles_nothing(database: Database, made: Made) -> None:
    foreign = str(AttemptId("0123456789", made.contact_ids[0], 1))

    await receive(database, event(status("wamid.A", "sent", biz_opaque_callback_data=foreign)))

    assert (await one(database, "SELECT total_sent FROM campaigns")).total_sent == 0


async def test_one_broken_item_does_not_stop_the_others(database: Database, made: Made) -> None:
    callback = await mark(database, made.contact_ids[1])
    good = status("wamid.B", "sent", biz_opaque_callback_data=callback)

    await receive(database, event({"status": "sent"}, "what?", status("x", "sent") | {"timestamp": "soon"}, good))

    assert (await one(database, "SELECT total_sent FROM campaigns")).total_sent == 1
    row = await one(database, "SELECT error, processed_at FROM webhook_events")
    assert "id or status is missing" in row.error
    assert row.processed_at is not None


async def test_unreadable_events_are_kept_with_the_reason(database: Database, made: Made) -> None:
    callback = await mark(database, made.contact_ids[0])
    good = event(status("wamid.A", "sent", biz_opaque_callback_data=callback))

    await receive(database, b"\x00\x01", b"[1, 2", good)

    assert (await one(database, "SELECT total_sent FROM campaigns")).total_sent == 1
    row = await one(
        database,
        "SELECT count(*) FILTER (WHERE error IS NOT NULL) AS odd, count(processed_at) AS done FROM webhook_events",
    )
    assert (row.odd, row.done) == (2, 3)


async def test_nul_characters_survive(database: Database, made: Made) -> None:
    errors = [{"code": 131026, "title": "a\x00b", "error_data": {"details": "c\x00d"}}]
    callback = await mark(database, made.contact_ids[0])

    await receive(database, event(status("wamid.A", "failed", errors=errors, biz_opaque_callback_data=callback)))

    row = await one(database, "SELECT status, error_code, error_details FROM campaign_contacts ORDER BY id LIMIT 1")
    assert (row.status, row.error_code, row.error_details) == ("failed", 131026, "cd")


async def test_statuses_out_of_a_bigints_range_are_set_aside_and_the_rest_goes_on(
    database: Database, made: Made
) -> None:
    """A batch that the database refuses is taken apart, and only the event that is at fault is set aside."""
    callback = await mark(database, made.contact_ids[0])
    absurd = event(status("wamid.X", "failed", errors=[{"code": 10**30}]))

    await receive(database, absurd, event(status("wamid.A", "sent", biz_opaque_callback_data=callback)))

    assert (await one(database, "SELECT total_sent FROM campaigns")).total_sent == 1
    assert (await one(database, "SELECT count(*) AS n FROM webhook_events WHERE processed_at IS NULL")).n == 0
