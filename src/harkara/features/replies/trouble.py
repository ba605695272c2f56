"""Tells the admin of a model's failures that only the admin can mend, once a day each; the others pass by themselves."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.notifications.news import RepliesFailing
from harkara.core.notifications.service import notify
from harkara.integrations.openai.errors import ChatError, ChatFault
from harkara.kit.clock import IST

MENDABLE = frozenset(
    {
        ChatFault.FORBIDDEN_ADDRESS,
        ChatFault.KEY_REFUSED,
        ChatFault.OUT_OF_CREDIT,
        ChatFault.UNKNOWN_MODEL,
        ChatFault.UNREADABLE,
        ChatFault.REFUSED,
    }
)


async def tell_admin(session: AsyncSession, error: ChatError, now: datetime) -> None:
    """Put the failure behind the bell, once a day (IST): fifty replies may fail at once."""
    if error.fault in MENDABLE:
        await notify(
            session,
            RepliesFailing(fault=error.fault.value, provider_words=error.details or None),
            title=error.title,
            message=f"Customers get no replies. {error.advice}" + (f" ({error.details})" if error.details else ""),
            action_url="/settings",
            fact=f"{RepliesFailing.type}:{error.fault.value}:{now.astimezone(IST).date()}",
        )
