"""The syncs of accounts as rows: one at a time per account in the whole fleet, and what each one did.

A row is the lock: no connection is held while Meta is asked. A run that shows no sign of life has died and is taken over.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, Literal, TypeAlias

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.templates.models import TemplateSyncRun

Trigger: TypeAlias = Literal["periodic", "manual", "connected", "webhook"]

LEASE: Final = timedelta(minutes=2)
"""Four times the longest wait for one page."""
KEPT: Final = timedelta(days=90)
_DIED: Final = "It did not end: its process was stopped. The next sync starts from the beginning."


async def begin(session: AsyncSession, waba_id: str, trigger: Trigger, now: datetime) -> TemplateSyncRun | None:
    """Start a run of an account, taking over from one that died; None while another is at work."""
    await session.execute(
        update(TemplateSyncRun)
        .where(
            TemplateSyncRun.waba_id == waba_id,
            TemplateSyncRun.finished_at.is_(None),
            TemplateSyncRun.alive_at < func.now() - LEASE,
        )
        .values(finished_at=now, error=_DIED)
    )
    query = (
        insert(TemplateSyncRun)
        .values(waba_id=waba_id, trigger=trigger, started_at=now)
        .on_conflict_do_nothing(index_elements=["waba_id"], index_where=TemplateSyncRun.finished_at.is_(None))
        .returning(TemplateSyncRun)
    )
    return await session.scalar(query)


async def running_id(session: AsyncSession, waba_id: str) -> int | None:
    """Return the run of an account that is at work."""
    return await session.scalar(
        select(TemplateSyncRun.id).where(TemplateSyncRun.waba_id == waba_id, TemplateSyncRun.finished_at.is_(None))
    )


async def ended(session: AsyncSession, run_id: int) -> TemplateSyncRun | None:
    """Return a run once it has ended."""
    return await session.scalar(
        select(TemplateSyncRun).where(TemplateSyncRun.id == run_id, TemplateSyncRun.finished_at.is_not(None))
    )


async def keep_alive(session: AsyncSession, run_id: int, seen: int) -> None:
    """Show a sign of life."""
    await session.execute(
        update(TemplateSyncRun)
        .where(TemplateSyncRun.id == run_id, TemplateSyncRun.finished_at.is_(None))
        .values(alive_at=func.now(), seen=seen)
    )


async def hold(session: AsyncSession, run_id: int) -> TemplateSyncRun | None:
    """Lock a run for its end; None if it was taken for dead meanwhile and may not write any more."""
    return await session.scalar(
        select(TemplateSyncRun)
        .where(TemplateSyncRun.id == run_id, TemplateSyncRun.finished_at.is_(None))
        .with_for_update()
        .execution_options(populate_existing=True)
    )


async def retry_after(session: AsyncSession, waba_id: str) -> datetime | None:
    """Return until when Meta wants no management calls of an account, as its last finished run heard it."""
    return await session.scalar(
        select(TemplateSyncRun.retry_after)
        .where(TemplateSyncRun.waba_id == waba_id, TemplateSyncRun.finished_at.is_not(None))
        .order_by(TemplateSyncRun.id.desc())
        .limit(1)
    )


async def forget_old(session: AsyncSession, waba_id: str, now: datetime) -> None:
    """Remove an account's runs of more than 90 days ago."""
    await session.execute(
        delete(TemplateSyncRun).where(TemplateSyncRun.waba_id == waba_id, TemplateSyncRun.finished_at < now - KEPT)
    )


async def history(session: AsyncSession, waba_id: str, before_id: int | None, limit: int) -> Sequence[TemplateSyncRun]:
    """Return the runs of an account older than the one with id `before_id`, newest first."""
    query = (
        select(TemplateSyncRun)
        .where(TemplateSyncRun.waba_id == waba_id)
        .order_by(TemplateSyncRun.id.desc())
        .limit(limit)
    )
    if before_id is not None:
        query = query.where(TemplateSyncRun.id < before_id)
    return (await session.scalars(query)).all()


async def latest(session: AsyncSession, before_id: int | None, limit: int) -> Sequence[TemplateSyncRun]:
    """Return the newest run of each account, the newest first; of accounts whose newest is older than `before_id`."""
    newest = select(func.max(TemplateSyncRun.id)).group_by(TemplateSyncRun.waba_id)
    query = select(TemplateSyncRun).where(TemplateSyncRun.id.in_(newest)).order_by(TemplateSyncRun.id.desc())
    if before_id is not None:
        query = query.where(TemplateSyncRun.id < before_id)
    return (await session.scalars(query.limit(limit))).all()
