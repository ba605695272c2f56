"""The bell over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from harkara.core.notifications import service
from harkara.core.notifications.schemas import NotificationOut, NotificationPage, ReadRequest, ReadResult
from harkara.kit.inputs import MAX_ID, PathId
from harkara.kit.problems import Problem
from harkara.kit.transactions import SessionDep

router = APIRouter(prefix="/api/notifications", tags=["notifications"])

Before = Annotated[
    int | None, Query(ge=1, le=MAX_ID, description="Only those older than this id: `next_cursor` of the page before")
]
Limit = Annotated[int, Query(ge=1, le=200, description="How many at most")]


@router.get("")
async def list_notifications(session: SessionDep, before: Before = None, limit: Limit = 50) -> NotificationPage:
    """List what happened, newest first."""
    return await service.list_newest(session, before, limit)


@router.post("/read")
async def read_notifications(session: SessionDep, request: ReadRequest) -> ReadResult:
    """Mark some or all as read."""
    return ReadResult(updated=await service.read_many(session, request.ids))


@router.post("/{notification_id}/read", responses={404: {"model": Problem}})
async def read_notification(session: SessionDep, notification_id: PathId) -> NotificationOut:
    """Mark one as read."""
    return NotificationOut.model_validate(await service.read_one(session, notification_id))
