"""Rows of templates and of their history."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.numbers.models import WhatsAppNumber
from harkara.core.templates.models import Template, TemplateChange


@dataclass(frozen=True, slots=True)
class TemplateFilter:
    """What a list of templates is narrowed to; None narrows nothing."""

    number_id: int | None = None
    category: str | None = None
    status: str | None = None
    quarantined: bool | None = None
    text: str | None = None
    """A part of the name."""


async def page(
    session: AsyncSession, narrowed: TemplateFilter, after: tuple[str, str, int] | None, limit: int
) -> Sequence[Template]:
    """Return templates by name and language, after the one with this sort key."""
    query = select(Template).order_by(Template.name, Template.language, Template.id).limit(limit)
    if after is not None:
        query = query.where(tuple_(Template.name, Template.language, Template.id) > after)
    if narrowed.number_id is not None:
        waba_id = select(WhatsAppNumber.waba_id).where(WhatsAppNumber.id == narrowed.number_id).scalar_subquery()
        query = query.where(Template.waba_id == waba_id)
    if narrowed.category is not None:
        query = query.where(Template.category == narrowed.category.upper())
    if narrowed.status is not None:
        query = query.where(Template.status == narrowed.status.upper())
    if narrowed.quarantined is not None:
        query = query.where(Template.is_quarantined == narrowed.quarantined)
    if narrowed.text:
        query = query.where(Template.name.icontains(narrowed.text, autoescape=True))
    return (await session.scalars(query)).all()


async def find(session: AsyncSession, template_id: int, *, lock: bool = False) -> Template | None:
    """Return a template."""
    return await session.get(Template, template_id, with_for_update=lock)


async def history(session: AsyncSession, template_id: int, before: int | None, limit: int) -> Sequence[TemplateChange]:
    """Return a template's changes older than the one with id `before`, newest first."""
    query = (
        select(TemplateChange)
        .where(TemplateChange.template_id == template_id)
        .order_by(TemplateChange.id.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(TemplateChange.id < before)
    return (await session.scalars(query)).all()


async def lock_waba(session: AsyncSession, waba_id: str) -> None:
    """Wait until no other transaction writes this account's templates; ends with the transaction."""
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"templates.{waba_id}"))))


async def stored(session: AsyncSession, waba_id: str, meta_ids: Sequence[str]) -> dict[str, Template]:
    """Lock and return by Meta's id all templates of an account, and those among `meta_ids` that another account had."""
    query = (
        select(Template)
        .where(or_(Template.waba_id == waba_id, Template.meta_id.in_(meta_ids)))
        .order_by(Template.id)
        .with_for_update(key_share=True)
    )
    return {template.meta_id: template for template in await session.scalars(query)}


async def database_time(session: AsyncSession) -> datetime:
    """Return when the transaction began, by the clock all machines share."""
    return (await session.scalars(select(func.now()))).one()


async def wabas_of(session: AsyncSession, meta_ids: Collection[str]) -> set[str]:
    """Return the accounts that have these templates."""
    return set(await session.scalars(select(Template.waba_id).where(Template.meta_id.in_(meta_ids)).distinct()))


async def lock_by_meta_id(session: AsyncSession, meta_ids: Collection[str]) -> dict[str, Template]:
    """Lock and return by Meta's id those of the templates that we know, as the database has them now."""
    query = (
        select(Template)
        .where(Template.meta_id.in_(meta_ids))
        .order_by(Template.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return {template.meta_id: template for template in await session.scalars(query)}
