"""Rows behind the bell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from sqlalchemy import false, func, select, true, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.notifications.models import Notification


async def insert_once(session: AsyncSession, values: Mapping[str, Any]) -> Notification | None:
    """Add an entry; None if its fact has one. A teller at the same moment is waited for, so that one of them wins."""
    query = insert(Notification).values(**values).on_conflict_do_nothing(index_elements=["fact"])
    return await session.scalar(query.returning(Notification))


async def newest(session: AsyncSession, before: int | None, limit: int) -> Sequence[Notification]:
    """Return notifications older than the one with id `before`, newest first."""
    query = select(Notification).order_by(Notification.id.desc()).limit(limit)
    if before is not None:
        query = query.where(Notification.id < before)
    return (await session.scalars(query)).all()


async def count_unread(session: AsyncSession) -> int:
    """Return how many are unread; they keep 30 days, so there are never many."""
    count = await session.scalar(select(func.count()).where(Notification.is_read == false()))
    return count or 0


async def mark_one_read(session: AsyncSession, notification_id: int) -> Notification | None:
    """Mark one as read and return it, or None if there is none."""
    return await session.scalar(
        update(Notification).where(Notification.id == notification_id).values(is_read=true()).returning(Notification)
    )


async def mark_read(session: AsyncSession, ids: Sequence[int] | Literal["all"]) -> int:
    """Mark these as read; return how many were not yet. Ids that do not exist do not matter."""
    query = update(Notification).where(Notification.is_read == false()).values(is_read=true())
    if ids != "all":
        query = query.where(Notification.id.in_(ids))
    return len((await session.scalars(query.returning(Notification.id))).all())
