"""Sign-ins out of a backup: all are ended, because one that was signed out since must not come back."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.embedded.auth.models import AuthRecoveryToken, AuthSession


async def end_restored_sessions(session: AsyncSession) -> None:
    """End every session and every mail for a forgotten password; the admin signs in anew, with the password of then."""
    await session.execute(delete(AuthSession))
    await session.execute(delete(AuthRecoveryToken))
