"""Puts stored events back in line, and tells what the inbox holds. Applying an event again changes nothing that is right already."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.features.webhooks.models import WebhookEvent
from harkara.features.webhooks.repository import QUERIES
from harkara.kit.db import Database

AT_ONCE = 5_000
"""Events per transaction, so that no worker waits long for one of their locks."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which processed events are meant; what is not given does not narrow."""

    since: datetime | None = None
    event_id: int | None = None
    only_rejected: bool = False

    def parameters(self) -> dict[str, object]:
        """Return the selection as the queries take it."""
        return {"since": self.since, "event_id": self.event_id, "only_rejected": self.only_rejected}


@dataclass(frozen=True, slots=True)
class Day:
    """The events that came on one day in India."""

    day: date
    received: int
    processed: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why items were set aside, and how often."""

    kind: str
    reason: str
    items: int
    last_event_id: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class InboxView:
    """What the inbox holds."""

    waiting: int
    oldest_waiting: datetime | None
    days: list[Day]
    reasons: list[Reason]


async def count(session: AsyncSession, selection: Selection) -> int:
    """Return how many events `put_back` would put back in line."""
    return await session.scalar(QUERIES["count_stored"], selection.parameters()) or 0


async def put_back(database: Database, selection: Selection) -> AsyncGenerator[int]:
    """Put the events back in line, oldest first; yield how many are, after each transaction."""
    done = last = 0
    while True:
        async with database.transaction() as session:
            parameters = {**selection.parameters(), "after": last, "most": AT_ONCE}
            ids = (await session.scalars(QUERIES["put_back"], parameters)).all()
        if not ids:
            return
        done, last = done + len(ids), max(ids)
        yield done


async def view(session: AsyncSession) -> InboxView:
    """Return what waits, what came per day, and what was set aside."""
    waits = WebhookEvent.processed_at.is_(None)
    waiting, oldest = (
        await session.execute(select(func.count(), func.min(WebhookEvent.received_at)).where(waits))
    ).one()
    days = await session.execute(QUERIES["days"])
    reasons = await session.execute(QUERIES["reasons"])
    return InboxView(
        waiting,
        oldest,
        [Day(row.day, row.received, row.processed, row.bytes) for row in days],
        [Reason(row.kind, row.reason, row.items, row.last_event_id, row.last_at) for row in reasons],
    )
