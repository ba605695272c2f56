"""Numbers by WhatsApp Business Account: templates belong to the account, and any of its numbers' tokens can read them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.numbers.models import WhatsAppNumber


async def numbers_of_waba(session: AsyncSession, waba_id: str) -> Sequence[WhatsAppNumber]:
    """Return the numbers of an account that are not deleted."""
    query = (
        select(WhatsAppNumber)
        .where(WhatsAppNumber.waba_id == waba_id, WhatsAppNumber.deleted_at.is_(None))
        .order_by(WhatsAppNumber.id)
    )
    return (await session.scalars(query)).all()


async def lock_numbers_of_waba(session: AsyncSession, waba_id: str) -> Sequence[WhatsAppNumber]:
    """Return the numbers of an account that are not deleted, locked in key order."""
    query = (
        select(WhatsAppNumber)
        .where(WhatsAppNumber.waba_id == waba_id, WhatsAppNumber.deleted_at.is_(None))
        .order_by(WhatsAppNumber.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return (await session.scalars(query)).all()


async def names_by_waba(session: AsyncSession) -> dict[str, list[str]]:
    """Return the names of the numbers that are not deleted, by account, oldest number first."""
    query = (
        select(WhatsAppNumber.waba_id, WhatsAppNumber.display_name)
        .where(WhatsAppNumber.deleted_at.is_(None))
        .order_by(WhatsAppNumber.id)
    )
    names: dict[str, list[str]] = {}
    for waba_id, name in await session.execute(query):
        names.setdefault(waba_id, []).append(name)
    return names


async def wabas_with_active_number(session: AsyncSession) -> Sequence[str]:
    """Return the accounts that can be asked, in the order their first number was connected."""
    query = (
        select(WhatsAppNumber.waba_id)
        .where(WhatsAppNumber.deleted_at.is_(None), WhatsAppNumber.is_active)
        .group_by(WhatsAppNumber.waba_id)
        .order_by(func.min(WhatsAppNumber.id))
    )
    return (await session.scalars(query)).all()


async def note_template_sync(session: AsyncSession, waba_id: str, moment: datetime) -> None:
    """Remember when an account's templates were last fetched completely."""
    await session.execute(
        update(WhatsAppNumber).where(WhatsAppNumber.waba_id == waba_id).values(templates_synced_at=moment)
    )
