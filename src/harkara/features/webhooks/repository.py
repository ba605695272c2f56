"""The inbox of raw events: take the next ones, mark them done, keep what could not be used."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.features.webhooks.models import WebhookReject
from harkara.kit.queries import load_queries

QUERIES = load_queries(__file__)

NEW_EVENTS = "harkara_webhook_events"
"""The channel that rings when events were stored."""


@dataclass(frozen=True, slots=True)
class RawEvent:
    """A stored body that waits to be understood."""

    id: int
    body: bytes
    age: float = 0.0
    """Seconds since it came, when it was taken to be processed."""


@dataclass(frozen=True, slots=True)
class Reject:
    """A part of an event that cannot be used, and why."""

    event_id: int
    kind: str
    reason: str
    raw: str


async def take_waiting(session: AsyncSession, *, floor: int, most: int, most_bytes: int) -> list[RawEvent]:
    """Lock the oldest waiting events from `floor` on until the transaction ends; other workers take the ones after them."""
    rows = await session.execute(QUERIES["take_waiting"], {"floor": floor, "most": most, "most_bytes": most_bytes})
    return [RawEvent(row.id, row.body, float(row.age)) for row in rows]


async def finish(session: AsyncSession, events: Sequence[RawEvent], rejects: Sequence[Reject]) -> None:
    """Everything of these events is used or set aside."""
    if rejects:
        await session.execute(insert(WebhookReject), [asdict(reject) for reject in rejects])
    await session.execute(QUERIES["mark_processed"], {"ids": [event.id for event in events]})


async def replace_bodies(session: AsyncSession, bodies: Mapping[int, bytes]) -> None:
    """Keep other bodies of these events."""
    if bodies:
        await session.execute(QUERIES["replace_bodies"], {"ids": list(bodies), "bodies": list(bodies.values())})


async def events_naming(
    session: AsyncSession, ids: Collection[str], after: int, last: int, most: int
) -> tuple[list[RawEvent], int | None]:
    """Return which of the next processed events after an id (up to `last`) name one of these ids, and how far was looked."""
    rows = await session.execute(
        QUERIES["events_naming"],
        {"needles": [value.encode() for value in ids], "after": after, "last": last, "most": most},
    )
    looked = rows.all()
    found = [RawEvent(row.id, row.body) for row in looked if row.body is not None]
    return found, looked[-1].id if looked else None


async def forget_rejects(session: AsyncSession, ids: Collection[str]) -> None:
    """Remove what was set aside that names one of these ids: a few rows, kept for a week."""
    await session.execute(QUERIES["forget_rejects"], {"needles": list(ids)})
