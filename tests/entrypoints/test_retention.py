"""The clean-up as the worker runs it: every table it names exists, and what messages add up to outlives them."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text
from tests.clocks import START, ManualClock
from tests.core.messages.ledger import report, rows, send, status
from tests.factories import make_campaign, make_number

from harkara.core.messages.retention import forget_old_hours
from harkara.entrypoints.retention import TABLES, delete_all_old
from harkara.kit.db import Database, database_time
from harkara.kit.retention import delete_old

KEPT_FOR_EVER = ("campaigns", "campaign_contacts", "contacts", "number_days")


async def everything(database: Database) -> dict[str, list[object]]:
    return {table: await rows(database, f"SELECT t::text FROM {table} t ORDER BY 1") for table in KEPT_FOR_EVER}


async def test_totals_recipients_customers_and_days_stay_as_they_are(database: Database) -> None:
    made = await make_campaign(database, recipients=3, state="processing")
    wamids = await send(database, made.contact_ids)
    await report(database, status(wamids[0], "read"), status(wamids[1], "failed"))
    async with database.transaction() as session:
        await session.execute(text("UPDATE message_status_logs SET received_at = :then"), {"then": START})
        for insert in (
            "INSERT INTO notifications (type, title, message, created_at) VALUES ('a', 'b', 'c', :then)",
            "INSERT INTO webhook_events (body, received_at, processed_at) VALUES ('', :then, :then)",
            "INSERT INTO reply_tasks (id, number_id, written_at, received_at) VALUES (1, 1, :then, :then)",
            "INSERT INTO webhook_rejects (event_id, kind, reason, raw, created_at) VALUES (1, 'a', 'b', 'c', :then)",
            "INSERT INTO contacts (wa_id, created_at) VALUES ('919876543210', :then)",
            "INSERT INTO erased_ids (fingerprint, erased_at) VALUES ('a', :then)",
        ):
            await session.execute(text(insert), {"then": START})
    before = await everything(database)

    deleted = await delete_old(database, ManualClock(START + timedelta(days=91)), TABLES, asyncio.Event())

    assert deleted == {
        "erased_ids": 1,
        "messages": 3,
        "message_status_logs": 2,
        "notifications": 1,
        "reply_tasks": 1,
        "webhook_events": 1,
        "webhook_rejects": 1,
    }
    assert await everything(database) == before


async def test_a_status_of_a_message_that_is_gone_changes_nothing(database: Database) -> None:
    made = await make_campaign(database, recipients=1, state="processing")
    [wamid] = await send(database, made.contact_ids)
    await delete_old(database, ManualClock(START + timedelta(days=91)), TABLES, asyncio.Event())
    before = await everything(database)

    await report(database, status(wamid, "read"))

    assert await everything(database) == before


async def test_hours_are_forgotten_after_a_week(database: Database) -> None:
    made = await make_campaign(database, recipients=1, state="processing")
    await send(database, made.contact_ids)

    for days, forgotten in ((6, 0), (8, 1)):
        clock = ManualClock(START + timedelta(days=days))
        assert await forget_old_hours(database, clock, timedelta(0)) == forgotten


@pytest.mark.parametrize("astray", [timedelta(days=365), timedelta(days=-365)])
async def test_a_worker_whose_clock_is_wrong_deletes_neither_too_early_nor_too_late(
    database: Database, astray: timedelta
) -> None:
    """Times are the database's here, which is asked what day it is."""
    async with database.transaction() as session:
        now = await database_time(session)
        for days in (31, 29):
            ring = "INSERT INTO notifications (type, title, message, created_at) VALUES ('a', :title, 'c', :at)"
            await session.execute(text(ring), {"title": str(days), "at": now - timedelta(days=days)})
        for days in (91, 89):
            number_id = (await make_number(session)).id
            talk = "INSERT INTO conversations (contact_id, number_id, first_message_at, last_message_at) VALUES (1, :id, :at, :at)"
            await session.execute(text(talk), {"id": number_id, "at": now - timedelta(days=days)})
            hour = "INSERT INTO number_hours (number_id, hour, sent) VALUES (:id, :at, 1)"
            await session.execute(text(hour), {"id": number_id, "at": now - timedelta(days=days - 83)})

    deleted = await delete_all_old(database, ManualClock(now + astray), asyncio.Event(), timedelta(0))

    assert {table: gone for table, gone in deleted.items() if gone} == {
        "notifications": 1,
        "conversations": 1,
        "number_hours": 1,
    }
    assert [row.title for row in await rows(database, "SELECT title FROM notifications")] == ["29"]
