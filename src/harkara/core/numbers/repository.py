"""Rows of numbers. Looks at two tables of modules above by name only, as SQL may: their code is never imported."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Boolean, ScalarSelect, column, exists, func, or_, select, table, true, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.numbers.activity import InactiveCode
from harkara.core.numbers.models import RateChange, WhatsAppNumber
from harkara.integrations.whatsapp.graph_objects import PhoneNumber

_templates = table("templates", column("waba_id"), column("is_active", Boolean))
_campaigns = table("campaigns", column("number_id"), column("status"))
# A stopped campaign does not hold its number: it may rest for ever, and resuming it asks for the number anyway.
_HOLDING_STATUSES = ("scheduled", "queued", "running")


@dataclass(frozen=True, slots=True)
class StoredNumber:
    """A number and how many templates its account has."""

    number: WhatsAppNumber
    template_count: int


@dataclass(frozen=True, slots=True)
class Connection:
    """All of a new connection that is written at once."""

    display_name: str
    system_prompt: str
    waba_id: str
    token_encrypted: bytes
    described: PhoneNumber
    token_expires_at: datetime | None = None


async def connected(session: AsyncSession, after_id: int | None, limit: int) -> list[StoredNumber]:
    """Return numbers that are not deleted, oldest first."""
    query = (
        select(WhatsAppNumber, _template_count())
        .where(WhatsAppNumber.deleted_at.is_(None))
        .order_by(WhatsAppNumber.id)
        .limit(limit)
    )
    if after_id is not None:
        query = query.where(WhatsAppNumber.id > after_id)
    return [StoredNumber(number, count) for number, count in await session.execute(query)]


async def find(session: AsyncSession, number_id: int, *, lock: bool = False) -> WhatsAppNumber | None:
    """Return a number that is not deleted."""
    query = select(WhatsAppNumber).where(WhatsAppNumber.id == number_id, WhatsAppNumber.deleted_at.is_(None))
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return await session.scalar(query)


async def find_with_count(session: AsyncSession, number_id: int) -> StoredNumber | None:
    """Return a number that is not deleted, with its template count."""
    query = select(WhatsAppNumber, _template_count()).where(
        WhatsAppNumber.id == number_id, WhatsAppNumber.deleted_at.is_(None)
    )
    row = (await session.execute(query)).one_or_none()
    return None if row is None else StoredNumber(row[0], row[1])


async def refreshable_ids(session: AsyncSession) -> Sequence[int]:
    """Return the numbers in use, and those that only their status at Meta keeps out of it."""
    query = select(WhatsAppNumber.id).where(
        WhatsAppNumber.deleted_at.is_(None),
        or_(WhatsAppNumber.is_active, WhatsAppNumber.inactive_code == InactiveCode.STATUS),
    )
    return (await session.scalars(query.order_by(WhatsAppNumber.id))).all()


async def tokens_expiring(session: AsyncSession, until: datetime) -> Sequence[WhatsAppNumber]:
    """Return the numbers in use whose token expires by then."""
    query = select(WhatsAppNumber).where(
        WhatsAppNumber.deleted_at.is_(None), WhatsAppNumber.is_active, WhatsAppNumber.token_expires_at <= until
    )
    return (await session.scalars(query.order_by(WhatsAppNumber.id))).all()


async def rate_changes(
    session: AsyncSession, number_id: int, before_id: int | None, limit: int
) -> Sequence[RateChange]:
    """Return changes of a number's rate, newest first."""
    query = select(RateChange).where(RateChange.number_id == number_id).order_by(RateChange.id.desc()).limit(limit)
    if before_id is not None:
        query = query.where(RateChange.id < before_id)
    return (await session.scalars(query)).all()


async def ids_by_phone_number_id(session: AsyncSession, phone_number_ids: Collection[str]) -> dict[str, int]:
    """Return the numbers with these ids of Meta's, also inactive and deleted ones: their history goes on."""
    query = select(WhatsAppNumber.phone_number_id, WhatsAppNumber.id)
    rows = await session.execute(query.where(WhatsAppNumber.phone_number_id.in_(phone_number_ids)))
    return {row.phone_number_id: row.id for row in rows}


async def known_wabas(session: AsyncSession, phone_number_id: str) -> Sequence[str]:
    """Return the accounts of all our numbers, the one this number had before (if any) first."""
    had_it = func.bool_or(WhatsAppNumber.phone_number_id == phone_number_id)
    query = select(WhatsAppNumber.waba_id).group_by(WhatsAppNumber.waba_id).order_by(had_it.desc())
    return (await session.scalars(query)).all()


async def connect(session: AsyncSession, connection: Connection) -> int:
    """Insert the number, or renew a known one (also a deleted one), keeping its rate; return its id."""
    described = connection.described
    values = {
        "display_name": connection.display_name,
        "system_prompt": connection.system_prompt,
        "waba_id": connection.waba_id,
        "access_token_encrypted": connection.token_encrypted,
        "token_expires_at": connection.token_expires_at,
        "display_phone_number": described.display_phone_number,
        "verified_name": described.verified_name,
        "quality_rating": described.quality_rating,
        "throughput_level": described.throughput_level,
        "messaging_limit": described.messaging_limit,
        "meta_status": described.status,
        "name_status": described.name_status,
        "is_active": True,
        "inactive_reason": None,
        "inactive_code": None,
        "inactive_error": None,
        # What Meta told of the account before this moment is settled: it has just shown the number.
        "account_event_at": func.now(),
        "deleted_at": None,
    }
    query = (
        insert(WhatsAppNumber)
        .values(phone_number_id=described.id, **values)
        .on_conflict_do_update(
            index_elements=["phone_number_id"],
            # A runner that still holds the old token is fenced off: it claims no more, and a late refusal of that
            # token does not take the renewed number out of use.
            set_={**values, "updated_at": func.now(), "runner_epoch": WhatsAppNumber.runner_epoch + 1},
        )
        .returning(WhatsAppNumber.id)
    )
    return (await session.scalars(query)).one()


async def note_token_expiry(
    session: AsyncSession, number_id: int, token_encrypted: bytes | None, expires_at: datetime | None
) -> None:
    """Remember when this very token expires; a number that was renewed meanwhile has another one."""
    await session.execute(
        update(WhatsAppNumber)
        .where(WhatsAppNumber.id == number_id, WhatsAppNumber.access_token_encrypted == token_encrypted)
        .values(token_expires_at=expires_at)
    )


async def is_held_by_campaign(session: AsyncSession, number_id: int) -> bool:
    """Return whether a campaign of the number is scheduled, waits or runs."""
    return (
        await session.scalar(
            select(exists().where(_campaigns.c.number_id == number_id, _campaigns.c.status.in_(_HOLDING_STATUSES)))
        )
        is True
    )


async def delete(session: AsyncSession, number_id: int, moment: datetime) -> None:
    """Hide the number and wipe its token; its history stays."""
    await session.execute(
        update(WhatsAppNumber)
        .where(WhatsAppNumber.id == number_id)
        .values(
            deleted_at=moment,
            is_active=False,
            inactive_reason="Deleted",
            access_token_encrypted=None,
            token_expires_at=None,
        )
    )


async def deactivate(
    session: AsyncSession, number_id: int, code: InactiveCode, reason: str, error: int, epoch: int | None
) -> str | None:
    """Make an active number inactive and return its name; None if it was inactive already or has another epoch."""
    query = (
        update(WhatsAppNumber)
        .where(WhatsAppNumber.id == number_id, WhatsAppNumber.is_active == true())
        .values(is_active=False, inactive_code=code, inactive_reason=reason, inactive_error=error)
        .returning(WhatsAppNumber.display_name)
    )
    return await session.scalar(query if epoch is None else query.where(WhatsAppNumber.runner_epoch == epoch))


def _template_count() -> ScalarSelect[int]:
    """Count the active templates of the number's account."""
    return (
        select(func.count())
        .select_from(_templates)
        .where(_templates.c.waba_id == WhatsAppNumber.waba_id, _templates.c.is_active)
        .scalar_subquery()
    )
