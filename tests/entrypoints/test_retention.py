"""The clean-up as the worker runs it: every table it names exists, and what messages add up to outlives them."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from sqlalchemy import text
from tests.clocks import START, ManualClock
from tests.core.messages.ledger import report, rows, send, status
from tests.factories import make_campaign

from harkara.core.messages.retention import forget_old_hours
from harkara.entrypoints.retention import TABLES
from harkara.kit.db import Database
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
