"""The inbox of raw events: store, take the next ones, mark them done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.features.webhooks.models import WebhookEvent


@dataclass(frozen=True, slots=True)
class RawEvent:
    """A stored body that waits to be understood."""

    id: int
    body: bytes


async def store_event(session: AsyncSession, body: bytes) -> None:
    """Store a body as it came."""
    await session.execute(insert(WebhookEvent).values(body=body))


async def take_waiting(session: AsyncSession, limit: int) -> list[RawEvent]:
    """Lock the oldest waiting events until the transaction ends; other workers take the ones after them."""
    rows = await session.execute(
        select(WebhookEvent.id, WebhookEvent.body)
        .where(WebhookEvent.processed_at.is_(None))
        .order_by(WebhookEvent.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return [RawEvent(row.id, row.body) for row in rows]


async def mark_processed(session: AsyncSession, ids: Sequence[int]) -> None:
    """These are done."""
    await session.execute(update(WebhookEvent).where(WebhookEvent.id.in_(ids)).values(processed_at=func.now()))


async def note_trouble(session: AsyncSession, event_id: int, reason: str) -> None:
    """Keep why an event, or some items of it, could not be used."""
    await session.execute(update(WebhookEvent).where(WebhookEvent.id == event_id).values(error=reason[:2000]))


async def set_aside(session: AsyncSession, event_id: int, reason: str) -> None:
    """Put an event that cannot be processed at all out of the way of the others; its body stays for a replay."""
    await session.execute(
        update(WebhookEvent)
        .where(WebhookEvent.id == event_id)
        .values(processed_at=func.now(), attempts=WebhookEvent.attempts + 1, error=reason[:2000])
    )
