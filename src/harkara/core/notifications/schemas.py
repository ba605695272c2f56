"""JSON of notifications."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from harkara.kit.inputs import MAX_ID
from harkara.kit.pagination import Page


class NotificationOut(BaseModel):
    """One entry of the bell; `action_url` is the page of the dashboard that shows the thing."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    type: str
    title: str
    message: str
    details: dict[str, Any] | None = Field(
        description="The facts of title and message, by the kinds of docs/notifications.md; null in entries of older versions"
    )
    action_url: str | None
    related_entity_type: str | None
    related_entity_id: int | None
    created_at: datetime
    is_read: bool


class NotificationPage(Page[NotificationOut]):
    """The newest notifications; `next_cursor` goes into `before`. `unread` counts all of them, not this page's."""

    unread: int


class ReadRequest(BaseModel):
    """Which notifications were read."""

    ids: Annotated[list[Annotated[int, Field(ge=1, le=MAX_ID)]], Field(max_length=1000)] | Literal["all"] = Field(
        description='Ids, or "all"'
    )


class ReadResult(BaseModel):
    """How many were unread until now."""

    updated: int
