"""Statuses by rank: doubled, late, early, foreign and contradictory ones. Every order is in test_status_orders."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from tests.clocks import START
from tests.core.messages.ledger import report, rows, send, status, sums
from tests.factories import make_campaign, make_number

from harkara.core.messages.statuses import GivenUp, ReportedStatus, apply_parked, give_up
from harkara.core.sender.outcomes import Settlement, settle_replies_sent
from harkara.core.sender.replies import send_reply
from harkara.kit.db import Database
from harkara.kit.jobs import JobQueue


async def recipient(database: Database) -> Any:
    """Return the only recipient with its message."""
    [row] = await rows(
        database,
        "SELECT c.status, c.failed_at, c.error_code, c.error_details, m.status AS ledger_status,"
        " m.failed_at AS ledger_failed_at, m.error_code AS ledger_code, m.error_details AS ledger_details"
        " FROM campaign_contacts c LEFT JOIN messages m ON m.campaign_contact_id = c.id",
    )
    return row


async def totals(database: Database) -> tuple[int, int, int]:
    """Return (delivered, read, failed) after checking that they equal what the rows say."""
    found = await sums(database)
    return found["delivered"], found["read"], found["failed"]


async def test_read_implies_delivered(database: Database) -> None:
    made = await make_campaign(database, recipients=1, state="processing")
    [wamid] = await send(database, made.contact_ids)

    await report(database, status(wamid, "read"))

    assert await totals(database) == (1, 1, 0)


async def test_one_batch_moves_many_recipients_of_a_campaign(database: Database) -> None:
    made = await make_campaign(database, recipients=50, state="processing")
    wamids = await send(database, made.contact_ids)

    await report(database, *(status(wamid, name) for wamid in wamids for name in ("delivered", "read", "sent")))

    assert await totals(database) == (50, 50, 0)


async def test_a_status_before_its_message_is_parked_and_applied_later(database: Database) -> None:
    made = await make_campaign(database, recipients=1, state="processing")
    await report(database, status(f"wamid.{made.contact_ids[0]}", "delivered"))
    assert await totals(database) == (0, 0, 0)

    await send(database, made.contact_ids)
    async with database.transaction() as session:
        assert await apply_parked(session) == 1
        assert await apply_parked(session) == 0

    assert await totals(database) == (1, 0, 0)


async def age_statuses(database: Database, seconds: float) -> None:
    async with database.transaction() as session:
        await session.execute(
            text("UPDATE message_status_logs SET received_at = now() - make_interval(secs => :seconds)"),
            {"seconds": seconds},
        )


async def test_what_never_finds_its_message_is_given_up_counted_and_not_asked_for_again(database: Database) -> None:
    await report(database, status("wamid.foreign", "delivered"), status("wamid.foreign", "read"))

    await age_statuses(database, 590)
    async with database.transaction() as session:
        assert await give_up(session) == GivenUp(unknown=0, applied=0)
    await age_statuses(database, 601)
    async with database.transaction() as session:
        assert await give_up(session) == GivenUp(unknown=2, applied=0)
        assert await give_up(session) == GivenUp(unknown=0, applied=0)

    assert [row.is_parked for row in await rows(database, "SELECT is_parked FROM message_status_logs")] == [False] * 2


@pytest.mark.parametrize(("seconds", "found"), [(1, 1), (30, 0), (62, 1), (120, 0)])
async def test_a_parked_status_is_asked_for_a_few_times_and_not_every_second(
    database: Database, seconds: int, found: int
) -> None:
    made = await make_campaign(database, recipients=1, state="processing")
    await report(database, status(f"wamid.{made.contact_ids[0]}", "delivered"))
    await send(database, made.contact_ids)

    await age_statuses(database, seconds)

    async with database.transaction() as session:
        assert await apply_parked(session) == found


async def test_five_deliveries_of_one_body_at_once_count_once(database: Database) -> None:
    """H1: in parallel, and then once more."""
    made = await make_campaign(database, recipients=200, state="processing")
    wamids = await send(database, made.contact_ids)
    events = [status(wamid, name) for wamid in wamids for name in ("sent", "delivered", "read")]

    await asyncio.gather(*(report(database, *events) for _ in range(5)))
    await report(database, *events)

    assert await totals(database) == (200, 200, 0)
    assert len(await rows(database, "SELECT 1 FROM message_status_logs")) == 600


async def test_a_late_sent_does_not_undo_a_failure(database: Database) -> None:
    """H2."""
    made = await make_campaign(database, recipients=1, state="processing")
    [wamid] = await send(database, made.contact_ids)

    await report(database, status(wamid, "failed"))
    await report(database, status(wamid, "sent", late=100))

    row = await recipient(database)
    assert row.status == row.ledger_status == "failed"


@pytest.mark.parametrize("names", [("failed",), ("read", "sent"), ("read", "failed", "delivered")])
async def test_a_body_that_comes_again_after_the_log_has_forgotten_it_changes_nothing(
    database: Database, names: tuple[str, ...]
) -> None:
    """H9, at its worst: Meta repeats for 7 days, the log remembers for 90."""
    made = await make_campaign(database, recipients=1, state="processing")
    [wamid] = await send(database, made.contact_ids)
    await report(database, *(status(wamid, name) for name in names))
    before = await recipient(database), await sums(database)

    async with database.transaction() as session:
        await session.execute(text("DELETE FROM message_status_logs"))
    await report(database, *(status(wamid, name) for name in names))

    assert (await recipient(database), await sums(database)) == before


@pytest.mark.parametrize("first", [0, 1])
async def test_of_two_failures_the_earlier_one_counts_whichever_comes_first(database: Database, first: int) -> None:
    made = await make_campaign(database, recipients=1, state="processing")
    [wamid] = await send(database, made.contact_ids)
    failures = [
        status(wamid, "failed", code=131026, why="cannot be reached"),
        status(wamid, "failed", late=60, code=131049, why="too many"),
    ]

    await report(database, failures[first])
    await report(database, failures[1 - first])

    row = await recipient(database)
    assert (row.error_code, row.error_details) == (row.ledger_code, row.ledger_details) == (131026, "cannot be reached")
    assert row.failed_at == row.ledger_failed_at == START + timedelta(seconds=9)
    assert await totals(database) == (0, 0, 1)
    codes = await rows(database, "SELECT error_code, failed FROM campaign_failures WHERE failed > 0")
    assert [tuple(code) for code in codes] == [(131026, 1)]


async def test_statuses_of_a_reply_move_its_message_and_the_day(database: Database) -> None:
    """A reply belongs to no campaign."""
    async with database.transaction() as session:
        number = await make_number(session)
        jobs = JobQueue()
        reply = await send_reply(session, jobs, number_id=number.id, contact_id=7, recipient="91", body="Yes")
        await settle_replies_sent(session, [Settlement(reply, 1, "wamid.reply", START)])

    await report(database, status("wamid.reply", "read"))

    [message] = await rows(database, "SELECT status, delivered_at, read_at FROM messages")
    assert tuple(message) == ("read", START + timedelta(seconds=5), START + timedelta(seconds=5))
    [day] = await rows(database, "SELECT day, sent, delivered, read, failed FROM number_days")
    assert tuple(day) == (START.date(), 1, 1, 1, 0)
    [hour] = await rows(database, "SELECT hour, sent FROM number_hours")
    assert (hour.hour <= START < hour.hour + timedelta(hours=1), hour.hour.minute, hour.sent) == (True, 30, 1)


async def test_a_message_counts_on_the_day_it_was_sent(database: Database) -> None:
    made = await make_campaign(database, recipients=1, state="processing")
    [wamid] = await send(database, made.contact_ids)

    await report(database, status(wamid, "read", late=3 * 86400))

    [day] = await rows(database, "SELECT day, sent, delivered, read FROM daily_number_stats")
    assert tuple(day) == (START.date(), 1, 1, 1)


async def test_no_index_holds_what_a_status_changes(database: Database) -> None:
    """So every status is an update in place (HOT); a partial index's condition would count as well.

    But for the index of failed recipients: it changes only when one fails, once.
    """
    indexes = await rows(
        database,
        "SELECT indexdef FROM pg_indexes WHERE schemaname = 'harkara'"
        " AND tablename IN ('messages', 'campaign_contacts', 'number_days', 'campaign_templates', 'campaign_pace')"
        " AND indexname <> 'ix_campaign_contacts_failed'",
    )
    for column in ("status", "error_", "delivered", "read", "failed", "sent"):
        assert not any(re.search(rf"[(, ]{column}", row.indexdef) for row in indexes), column


@pytest.mark.parametrize("name", ["played", "deleted", "warning", "something_new"])
async def test_statuses_we_do_not_count_are_logged_and_change_nothing(database: Database, name: str) -> None:
    made = await make_campaign(database, recipients=1, state="processing")
    [wamid] = await send(database, made.contact_ids)

    await report(database, ReportedStatus(wamid, name, START))

    assert (await recipient(database)).status == "sent"
