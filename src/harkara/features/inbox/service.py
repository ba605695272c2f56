"""The list of conversations and the thread of one of them. Only reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.messages.models import Conversation
from harkara.features.inbox import presenting, repository
from harkara.features.inbox.addresses import (
    ListPlace,
    ThreadPlace,
    list_cursor,
    list_place,
    parse_key,
    thread_cursor,
    thread_place,
)
from harkara.features.inbox.afterthoughts import by_message
from harkara.features.inbox.errors import BackwardRangeError, ConversationNotFoundError
from harkara.features.inbox.repository import ConversationFilter
from harkara.features.inbox.schemas import ConversationOut, MessageOut, ThreadPage
from harkara.features.inbox.sent_templates import SentTemplates
from harkara.kit.pagination import Page
from harkara.kit.wording import ist


async def list_conversations(
    session: AsyncSession, narrowed: ConversationFilter, cursor: str | None, limit: int
) -> Page[ConversationOut]:
    """Return one page, the conversation with the newest message first; raise BackwardRangeError, BadCursorError."""
    if narrowed.since and narrowed.until and narrowed.since > narrowed.until:
        raise BackwardRangeError(f"{ist(narrowed.since)} is after {ist(narrowed.until)}.")
    found = await repository.newest_conversations(session, narrowed, list_place(cursor), limit + 1)
    shown = found[:limit]
    return Page(
        items=await _conversations(session, shown),
        next_cursor=_after(shown[-1]) if len(found) > limit else None,
    )


async def get_thread(session: AsyncSession, conversation_id: str, cursor: str | None, limit: int) -> ThreadPage:
    """Return one page of a conversation, newest first; raise ConversationNotFoundError, BadCursorError."""
    key = parse_key(conversation_id)
    conversation = await repository.find_conversation(session, key)
    heads = [] if conversation is None else await _conversations(session, [conversation])
    if not heads:
        raise ConversationNotFoundError(f"There is no conversation {key}.")
    found = await repository.thread(session, key, thread_place(cursor), limit + 1)
    shown = found[:limit]
    more = len(found) > limit
    return ThreadPage(
        conversation=heads[0],
        items=await _messages(session, shown),
        next_cursor=thread_cursor(ThreadPlace(shown[-1].created_at, shown[-1].id)) if more else None,
        older_deleted=not more and (not shown or heads[0].first_message_at < shown[-1].created_at),
    )


async def _conversations(session: AsyncSession, found: Sequence[Conversation]) -> list[ConversationOut]:
    if not found:
        return []
    rows = await repository.conversation_rows(session, found)
    templates = await SentTemplates.of(session, rows)
    return [presenting.conversation(row, templates) for row in rows]


async def _messages(session: AsyncSession, rows: Sequence[Row[Any]]) -> list[MessageOut]:
    if not rows:
        return []
    later = by_message(await repository.attached(session, [row.wamid for row in rows]))
    targets = {row.target_wamid for row in rows if row.target_wamid is not None}
    quotable = await repository.quoted(session, sorted(targets))
    templates = await SentTemplates.of(session, [*rows, *quotable.values()])
    return [presenting.message(row, templates, later[row.wamid], quotable) for row in rows]


def _after(last: Conversation) -> str:
    return list_cursor(ListPlace(last.last_message_at, last.contact_id, last.number_id))
