"""Statuses by rank: whatever the order, the number and the grouping of events, the outcome is the same."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from tests.clocks import START
from tests.factories import make_campaign

from harkara.core.messages.statuses import ReportedStatus, apply_parked, record_statuses
from harkara.core.sender.outcomes import Settlement, settle_sent
from harkara.kit.db import Database

LATER = {"sent": 1, "delivered": 2, "read": 5, "failed": 9}
EVERY_ORDER = [
    order
    for size in range(1, 5)
    for chosen in itertools.combinations(LATER, size)
    for order in itertools.permutations(chosen)
]


def status(wamid: str, name: str) -> ReportedStatus:
    code = 131026 if name == "failed" else None
    return ReportedStatus(wamid, name, START + timedelta(seconds=LATER[name]), error_code=code, error_title="why")


async def send(database: Database, contact_ids: list[int]) -> list[str]:
    wamids = [f"wamid.{contact_id}" for contact_id in contact_ids]
    async with database.transaction() as session:
        await settle_sent(
            session, [Settlement(id_, 1, wamid, START) for id_, wamid in zip(contact_ids, wamids, strict=True)]
        )
    return wamids


async def report(database: Database, *events: ReportedStatus) -> None:
    async with database.transaction() as session:
        await record_statuses(session, events)


async def recipients(database: Database) -> list[Any]:
    async with database.transaction() as session:
        rows = await session.execute(
            text(
                "SELECT c.status, c.delivered_at, c.read_at, c.failed_at, c.error_code, m.status AS ledger_status"
                " FROM campaign_contacts c LEFT JOIN messages m ON m.campaign_contact_id = c.id ORDER BY c.id"
            )
        )
        return list(rows)


async def totals(database: Database) -> tuple[int, int, int]:
    """Return (delivered, read, failed) after checking that they equal what the rows say."""
    async with database.transaction() as session:
        row = (
            await session.execute(
                text(
                    "SELECT total_delivered, total_read, total_failed,"
                    " (SELECT count(delivered_at) FROM campaign_contacts) AS delivered,"
                    " (SELECT count(read_at) FROM campaign_contacts) AS read,"
                    " (SELECT count(*) FROM campaign_contacts WHERE status = 'failed') AS failed FROM campaigns"
                )
            )
        ).one()
    found = (row.total_delivered, row.total_read, row.total_failed)
    assert found == (row.delivered, row.read, row.failed)
    return found


async def test_every_order_of_every_set_of_statuses_ends_the_same(database: Database) -> None:
    """64 recipients, one per order; half get their events in one batch, all get each event twice."""
    made = await make_campaign(database, recipients=len(EVERY_ORDER), state="processing")
    wamids = await send(database, made.contact_ids)

    for wamid, order in zip(wamids, EVERY_ORDER, strict=True):
        events = [status(wamid, name) for name in order]
        if len(order) % 2:
            await report(database, *events, *events)
        else:
            for event in [*events, *events]:
                await report(database, event)

    for row, order in zip(await recipients(database), EVERY_ORDER, strict=True):
        expected = max(order, key=list(LATER).index)
        assert row.status == row.ledger_status == expected
        assert (row.delivered_at is not None) == bool({"delivered", "read"} & set(order))
        assert (row.read_at is not None) == ("read" in order)
        assert row.error_code == (131026 if "failed" in order else None)
    await totals(database)


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


@pytest.mark.parametrize("name", ["played", "deleted", "warning", "something_new"])
async def test_statuses_we_do_not_count_are_logged_and_change_nothing(database: Database, name: str) -> None:
    made = await make_campaign(database, recipients=1, state="processing")
    [wamid] = await send(database, made.contact_ids)

    await report(database, ReportedStatus(wamid, name, START))

    [row] = await recipients(database)
    assert row.status == "sent"
