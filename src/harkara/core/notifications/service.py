"""Tells the admin something. The row joins the caller's transaction: what did not happen is not told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.notifications import repository
from harkara.core.notifications.errors import NotificationNotFoundError
from harkara.core.notifications.models import Notification
from harkara.core.notifications.news import News
from harkara.core.notifications.schemas import NotificationOut, NotificationPage
from harkara.kit.pagination import cut_page


async def notify(
    session: AsyncSession,
    news: News,
    *,
    title: str,
    message: str,
    action_url: str | None = None,
    related_entity_type: str | None = None,
    related_entity_id: int | None = None,
    fact: str | None = None,
) -> Notification | None:
    """Put an entry behind the bell: English words, and in `news` the same as facts. `action_url` is a path of the dashboard, e.g. `/campaigns/7`.

    `fact` names what is told, e.g. `campaign_completed:7`: of any number of tellers, also on other machines and at the
    same moment, the first one's entry stays and the others get None.
    """
    return await repository.insert_once(
        session,
        {
            "type": news.type,
            "details": news.model_dump(mode="json"),
            "title": title,
            "message": message,
            "action_url": action_url,
            "related_entity_type": related_entity_type,
            "related_entity_id": related_entity_id,
            "fact": fact,
        },
    )


async def list_newest(session: AsyncSession, before: int | None, limit: int) -> NotificationPage:
    """Return one page, newest first, and how many are unread in all."""
    found = await repository.newest(session, before, limit + 1)
    rows, cursor = cut_page(found, limit, lambda row: row.id)
    return NotificationPage(
        items=[NotificationOut.model_validate(row) for row in rows],
        next_cursor=None if cursor is None else str(rows[-1].id),
        unread=await repository.count_unread(session),
    )


async def read_one(session: AsyncSession, notification_id: int) -> Notification:
    """Mark one as read; raise NotificationNotFoundError."""
    notification = await repository.mark_one_read(session, notification_id)
    if notification is None:
        raise NotificationNotFoundError(f"There is no notification {notification_id}.")
    return notification


async def read_many(session: AsyncSession, ids: Sequence[int] | Literal["all"]) -> int:
    """Mark many as read; return how many were unread."""
    return await repository.mark_read(session, ids)
