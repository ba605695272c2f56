"""Tells the admin of a model's failures that only the admin can mend, once a day each; the others pass by themselves."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.notifications.models import Notification
from harkara.core.notifications.service import notify
from harkara.integrations.openai.errors import ChatError, ChatFault
from harkara.kit.clock import IST

FAILING = "replies_failing"
MENDABLE = frozenset(
    {ChatFault.KEY_REFUSED, ChatFault.OUT_OF_CREDIT, ChatFault.UNKNOWN_MODEL, ChatFault.UNREADABLE, ChatFault.REFUSED}
)


async def tell_admin(session: AsyncSession, error: ChatError, now: datetime) -> None:
    """Put the failure behind the bell, unless it is there already since midnight (IST)."""
    if error.fault not in MENDABLE:
        return
    # Fifty replies may fail at once: one of them tells, and the others see that it did.
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtext(FAILING))))
    midnight = now.astimezone(IST).replace(hour=0, minute=0, second=0, microsecond=0)
    told = select(Notification.id).where(
        Notification.type == FAILING, Notification.title == error.title, Notification.created_at >= midnight
    )
    if await session.scalar(told.limit(1)) is None:
        await notify(
            session,
            type=FAILING,
            title=error.title,
            message=f"Customers get no replies. {error.advice}" + (f" ({error.details})" if error.details else ""),
            action_url="/settings",
        )
