"""Rows of customers' messages and their answers. Every change of them is in `queries.sql`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.contacts.models import REPLIES_FOR_LIFE
from harkara.features.replies.policy import Skip
from harkara.features.replies.prompt import CONTEXT_MESSAGES, PastMessage
from harkara.integrations.whatsapp.templates import render_preview
from harkara.kit.queries import load_queries

QUERIES = load_queries(__file__)


@dataclass(frozen=True, slots=True)
class Noted:
    """A new message, with the reason not to answer it if there is one."""

    id: int
    number_id: int
    contact_id: int | None
    written_at: datetime
    reason: Skip | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that has no answer yet."""

    id: int
    written_at: datetime
    attempts: int


@dataclass(frozen=True, slots=True)
class Customer:
    """Who is to be answered, and how often that happened before."""

    recipient: str
    """Phone number, or the business-scoped user id of a customer who shows none."""
    replies_so_far: int
    replies_within_a_minute: int


@dataclass(frozen=True, slots=True)
class Conversation:
    """What was said lately; `newest_wamid` is Meta's id of the newest message that waits."""

    messages: list[PastMessage]
    newest_wamid: str | None


@dataclass(frozen=True, slots=True)
class Answered:
    """A reply, and what it took."""

    reply_id: int
    latency_ms: int
    prompt_tokens: int | None
    completion_tokens: int | None


async def note(session: AsyncSession, messages: Sequence[Noted]) -> None:
    """Write what must be answered, and what will not be."""
    await session.execute(
        QUERIES["note_messages"],
        {
            "ids": [message.id for message in messages],
            "number_ids": [message.number_id for message in messages],
            "contact_ids": [message.contact_id for message in messages],
            "written_at": [message.written_at for message in messages],
            "reasons": [message.reason for message in messages],
        },
    )


async def take_waiting(session: AsyncSession, contact_id: int, number_id: int) -> list[Waiting]:
    """Return what the customer waits for, oldest first, and count the attempt."""
    rows = await session.execute(QUERIES["take_waiting"], {"contact_id": contact_id, "number_id": number_id})
    found = [Waiting(row.id, row.written_at, row.attempts) for row in rows]
    return sorted(found, key=lambda waiting: (waiting.written_at, waiting.id))


async def left_waiting(session: AsyncSession, seconds: float) -> list[tuple[int, int]]:
    """Return customers and numbers with messages that have waited so long."""
    return [
        (row.contact_id, row.number_id) for row in await session.execute(QUERIES["left_waiting"], {"seconds": seconds})
    ]


async def customer(session: AsyncSession, contact_id: int) -> Customer | None:
    """Return the customer; None if two turned out to be one and this row is gone."""
    row = (await session.execute(QUERIES["customer"], {"contact_id": contact_id})).one_or_none()
    return None if row is None else Customer(row.wa_id or row.bsuid, row.reply_count, row.recent)


async def conversation(
    session: AsyncSession, contact_id: int, number_id: int, waiting: Sequence[Waiting]
) -> Conversation:
    """Return the last messages between the customer and this number.

    Of this number only: another one has a prompt and a business of its own, and the customer sees two chats.
    """
    rows = await session.execute(
        QUERIES["conversation"],
        {
            "contact_id": contact_id,
            "number_id": number_id,
            "waiting": [message.id for message in waiting],
            "most": CONTEXT_MESSAGES,
        },
    )
    found = list(rows)
    unanswered = [row for row in found if row.is_unanswered]
    newest = max(unanswered, key=lambda row: (row.created_at, row.id), default=None)
    return Conversation([_past(row) for row in found], None if newest is None else newest.wamid)


async def hold_number(session: AsyncSession, number_id: int) -> bool:
    """Keep the number as it is until the transaction ends; False if it is deleted or inactive."""
    return await session.scalar(QUERIES["hold_number"], {"number_id": number_id}) is not None


async def take_quota(session: AsyncSession, contact_id: int) -> bool:
    """Count one reply to the customer; False if there were 40 before (or the customer is another row by now)."""
    parameters = {"contact_id": contact_id, "most": REPLIES_FOR_LIFE}
    return await session.scalar(QUERIES["take_quota"], parameters) is not None


async def lock_waiting(session: AsyncSession, contact_id: int, ids: Sequence[int]) -> bool:
    """Hold these messages; False if any of them was decided or moved to another customer meanwhile."""
    rows = await session.scalars(QUERIES["lock_waiting"], {"contact_id": contact_id, "ids": list(ids)})
    return len(rows.all()) == len(ids)


async def mark_replied(session: AsyncSession, ids: Sequence[int], answered: Answered) -> None:
    """These are answered; what it took stands with the last of them."""
    await session.execute(
        QUERIES["mark_replied"],
        {
            "ids": list(ids),
            "newest": ids[-1],
            "reply_id": answered.reply_id,
            "latency_ms": answered.latency_ms,
            "prompt_tokens": answered.prompt_tokens,
            "completion_tokens": answered.completion_tokens,
        },
    )


async def mark_skipped(session: AsyncSession, ids: Sequence[int], reason: Skip, details: str | None = None) -> None:
    """These will not be answered."""
    await session.execute(QUERIES["mark_skipped"], {"ids": list(ids), "reason": reason, "details": details})


async def days(session: AsyncSession, start: datetime, end: datetime) -> Sequence[Row[Any]]:
    """Return the figures per day."""
    return (await session.execute(QUERIES["days"], {"start": start, "end": end})).all()


async def skips(session: AsyncSession, start: datetime, end: datetime) -> Sequence[Row[Any]]:
    """Return per day and reason how many messages were not answered."""
    return (await session.execute(QUERIES["skips"], {"start": start, "end": end})).all()


def _past(row: Row[Any]) -> PastMessage:
    text: str | None = row.body
    if row.components is not None and text is None:
        text = render_preview(row.components, None, row.variables or [], row.parameter_format).body
    return PastMessage(row.id, row.direction == "in", row.type, text, row.created_at, row.is_unanswered)
