"""What the ledger must always say of itself: totals, recipients, messages and days agree."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import text
from tests.clocks import START

from harkara.core.messages.statuses import ReportedStatus, record_statuses
from harkara.core.messages.totals import count_in
from harkara.core.sender.outcomes import Settlement, settle_sent
from harkara.kit.db import Database

LATER = {"sent": 1, "delivered": 2, "read": 5, "failed": 9}
"""Seconds after START at which each status is reported."""

# Every figure that is kept as a total, beside the same figure counted.
_SUMS = """
SELECT (SELECT sum(total_sent) FROM campaigns) AS campaigns_sent,
       (SELECT count(*) FROM campaign_contacts WHERE sent_at IS NOT NULL) AS recipients_sent,
       (SELECT sum(total_delivered) FROM campaigns) AS campaigns_delivered,
       (SELECT count(delivered_at) FROM campaign_contacts) AS recipients_delivered,
       (SELECT sum(total_read) FROM campaigns) AS campaigns_read,
       (SELECT count(read_at) FROM campaign_contacts) AS recipients_read,
       (SELECT sum(total_failed) FROM campaigns) AS campaigns_failed,
       (SELECT count(*) FROM campaign_contacts WHERE status = 'failed') AS recipients_failed,
       (SELECT sum(total_refused) FROM campaigns) AS campaigns_refused,
       (SELECT count(*) FROM campaign_contacts WHERE status = 'failed' AND wamid IS NULL) AS recipients_refused,
       (SELECT coalesce(sum(sent), 0) FROM number_days) AS days_sent,
       (SELECT count(*) FROM messages WHERE direction = 'out') AS messages_sent,
       (SELECT coalesce(sum(sent), 0) FROM number_hours) AS hours_sent,
       (SELECT coalesce(sum(delivered), 0) FROM number_days) AS days_delivered,
       (SELECT count(delivered_at) FROM messages) AS messages_delivered,
       (SELECT coalesce(sum(read), 0) FROM number_days) AS days_read,
       (SELECT count(read_at) FROM messages) AS messages_read,
       (SELECT coalesce(sum(failed), 0) FROM number_days) AS days_failed,
       (SELECT count(*) FROM messages WHERE status = 'failed')
           + (SELECT count(*) FROM campaign_contacts WHERE status = 'failed' AND wamid IS NULL)
           + (SELECT count(*) FROM reply_queue WHERE state = 'failed') AS messages_failed,
       (SELECT sum(total_sent) FROM campaign_templates) AS batches_sent,
       (SELECT sum(total_delivered) FROM campaign_templates) AS batches_delivered,
       (SELECT sum(total_read) FROM campaign_templates) AS batches_read,
       (SELECT sum(total_failed) FROM campaign_templates) AS batches_failed,
       (SELECT sum(total_refused) FROM campaign_templates) AS batches_refused,
       (SELECT coalesce(sum(sent), 0) FROM campaign_pace) AS slices_sent,
       (SELECT coalesce(sum(refused), 0) FROM campaign_pace) AS slices_refused,
       (SELECT coalesce(sum(failed), 0) FROM campaign_failures) AS codes_failed
"""
_PAIRS = (
    ("campaigns", "recipients"),
    ("days", "messages"),
    ("hours", "messages"),
    ("batches", "recipients"),
    ("slices", "recipients"),
    ("codes", "recipients"),
)


def status(wamid: str, name: str, *, late: float = 0, code: int = 131026, why: str = "why") -> ReportedStatus:
    moment = START + timedelta(seconds=LATER[name] + late)
    if name == "failed":
        return ReportedStatus(wamid, name, moment, error_code=code, error_title=why)
    return ReportedStatus(wamid, name, moment)


async def send(database: Database, contact_ids: Sequence[int]) -> list[str]:
    """Record these as accepted by Meta at START; return their wamids."""
    wamids = [f"wamid.{contact_id}" for contact_id in contact_ids]
    async with database.transaction() as session:
        await settle_sent(
            session, [Settlement(id_, 1, wamid, START) for id_, wamid in zip(contact_ids, wamids, strict=True)]
        )
    return wamids


async def report(database: Database, *events: ReportedStatus) -> None:
    async with database.transaction() as session:
        await record_statuses(session, events)


async def sums(database: Database) -> dict[str, int]:
    """Return the totals (sent, delivered, read, failed, refused) after checking them against what can be counted."""
    await count_in(database, rest=0.0)
    async with database.transaction() as session:
        row = {name: int(value) for name, value in (await session.execute(text(_SUMS))).mappings().one().items()}
    for kept, counted in _PAIRS:
        for name in ("sent", "delivered", "read", "failed", "refused"):
            if f"{kept}_{name}" in row:
                assert row[f"{kept}_{name}"] == row[f"{counted}_{name}"], (kept, name, row)
    return {name: row[f"campaigns_{name}"] for name in ("sent", "delivered", "read", "failed", "refused")}


async def rows(database: Database, query: str) -> list[Any]:
    async with database.transaction() as session:
        return list(await session.execute(text(query)))
