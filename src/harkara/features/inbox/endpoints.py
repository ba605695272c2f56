"""The inbox over HTTP: to look at, nothing else."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from harkara.features.inbox import service
from harkara.features.inbox.dates import Since, Until
from harkara.features.inbox.repository import ConversationFilter
from harkara.features.inbox.schemas import ConversationOut, ThreadPage
from harkara.features.inbox.search import parse_search
from harkara.kit.inputs import QueryId, Storable
from harkara.kit.pagination import Cursor, Limit, Page
from harkara.kit.problems import Problem
from harkara.kit.transactions import SessionDep

router = APIRouter(prefix="/api/conversations", tags=["inbox"])

SearchText = Annotated[
    str | None, Storable, Query(max_length=100, description="Any part of the phone number, name or username")
]
ConversationId = Annotated[str, Storable, Path(max_length=40, description="`id` of a conversation")]


def _filter(
    q: SearchText = None, number_id: QueryId = None, since: Since = None, until: Until = None
) -> ConversationFilter:
    return ConversationFilter(parse_search(q), number_id, since, until)


@router.get("")
async def list_conversations(
    session: SessionDep,
    narrowed: Annotated[ConversationFilter, Depends(_filter)],
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[ConversationOut]:
    """List conversations, the one with the newest message first. Filters combine."""
    return await service.list_conversations(session, narrowed, cursor, limit)


@router.get("/{conversation_id}/messages", responses={404: {"model": Problem}})
async def list_conversation_messages(
    session: SessionDep, conversation_id: ConversationId, cursor: Cursor = None, limit: Limit = 50
) -> ThreadPage:
    """List the messages of a conversation, newest first."""
    return await service.get_thread(session, conversation_id, cursor, limit)
