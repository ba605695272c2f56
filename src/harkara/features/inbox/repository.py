"""Rows for the inbox: a fixed number of queries per page, each found through an index however many messages there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, text, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.messages.models import Conversation
from harkara.features.inbox.addresses import ConversationKey, ListPlace, ThreadPlace
from harkara.features.inbox.finding import EFFORT, Effort, Keys, conversations_at, find_conversations, newest_first
from harkara.features.inbox.search import Search
from harkara.kit.inputs import MAX_ID
from harkara.kit.queries import load_queries

QUERIES = load_queries(__file__)

# For this transaction. Filters are planned with their values; starting parallel workers takes longer than any of these queries
# should; and remembering customers is in vain where each comes once (8,000 of them: 25 ms instead of 15).
_PLANNING = text(
    "SELECT set_config('plan_cache_mode', 'force_custom_plan', true),"
    " set_config('max_parallel_workers_per_gather', '0', true), set_config('enable_memoize', 'off', true)"
)


@dataclass(frozen=True, slots=True)
class ConversationFilter:
    """What the list is narrowed to; None narrows nothing."""

    search: Search | None = None
    number_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None


async def newest_conversations(
    session: AsyncSession, narrowed: ConversationFilter, after: ListPlace | None, limit: int, effort: Effort = EFFORT
) -> Sequence[Conversation]:
    """Return conversations, newest first, after this place."""
    listed = _listed(narrowed, after)
    await session.execute(_PLANNING)
    if narrowed.search is not None:
        return await find_conversations(session, listed, narrowed.search, limit, effort)
    return (await session.scalars(conversations_at(listed.limit(limit).subquery()))).all()


def _listed(narrowed: ConversationFilter, after: ListPlace | None) -> Keys:
    place = (Conversation.last_message_at, Conversation.contact_id, Conversation.number_id)
    query = select(*place).order_by(*newest_first(Conversation))
    if after is not None:
        query = query.where(tuple_(*place) < (after.at, after.contact_id, after.number_id))
    if narrowed.number_id is not None:
        query = query.where(Conversation.number_id == narrowed.number_id)
    if narrowed.since is not None:
        query = query.where(Conversation.last_message_at >= narrowed.since)
    if narrowed.until is not None:
        query = query.where(Conversation.last_message_at <= narrowed.until)
    return query


async def find_conversation(session: AsyncSession, key: ConversationKey) -> Conversation | None:
    """Return a conversation."""
    return await session.get(Conversation, (key.contact_id, key.number_id))


async def conversation_rows(session: AsyncSession, found: Sequence[Conversation]) -> Sequence[Row[Any]]:
    """Return customer, number and newest message of each."""
    result = await session.execute(
        QUERIES["conversation_rows"],
        {
            "contact_ids": [conversation.contact_id for conversation in found],
            "number_ids": [conversation.number_id for conversation in found],
            "first_message_at": [conversation.first_message_at for conversation in found],
            "last_message_at": [conversation.last_message_at for conversation in found],
        },
    )
    return result.all()


async def thread(
    session: AsyncSession, key: ConversationKey, after: ThreadPlace | None, limit: int
) -> Sequence[Row[Any]]:
    """Return messages, newest first, after this place."""
    result = await session.execute(
        QUERIES["thread"],
        {
            "contact_id": key.contact_id,
            "number_id": key.number_id,
            "at": None if after is None else after.at,
            "message_id": MAX_ID if after is None else after.message_id,
            "limit": limit,
        },
    )
    return result.all()


async def attached(session: AsyncSession, wamids: Sequence[str]) -> Sequence[Row[Any]]:
    """Return the reactions, edits and deletions of these messages, oldest first."""
    return (await session.execute(QUERIES["attached"], {"wamids": wamids})).all()


async def quoted(session: AsyncSession, wamids: Sequence[str]) -> Mapping[str, Row[Any]]:
    """Return those of these messages that are in the ledger, by wamid."""
    if not wamids:
        return {}
    rows = await session.execute(QUERIES["quoted"], {"wamids": wamids})
    return {row.wamid: row for row in rows}


async def sent_templates(session: AsyncSession, recipient_ids: Sequence[int]) -> Sequence[Row[Any]]:
    """Return what these recipients of campaigns (campaign_contacts) were sent."""
    if not recipient_ids:
        return []
    return (await session.execute(QUERIES["sent_templates"], {"recipient_ids": recipient_ids})).all()
