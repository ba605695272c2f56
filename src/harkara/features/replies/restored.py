"""Customers' messages out of a backup: those that waited are left unanswered, because they may have been answered since."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.features.replies.policy import Skip
from harkara.features.replies.repository import QUERIES


async def skip_restored(session: AsyncSession) -> int:
    """Answer nothing that was waiting when the backup was taken; return how many messages."""
    return len((await session.execute(QUERIES["skip_waiting"], {"reason": Skip.RESTORED})).all())
