"""Rows of one customer, wherever they lie. The tables of other modules are known here by name only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, Row, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.contacts.models import Contact
from harkara.core.contacts.service import REPOINT_JOB
from harkara.features.privacy.models import Erasure
from harkara.kit.queries import load_queries

QUERIES = load_queries(__file__)


@dataclass(slots=True)
class Known:
    """A customer, and all ids that are theirs, each with the time until which (None: still)."""

    contact: Contact
    ids: dict[str, datetime | None] = field(default_factory=dict[str, datetime | None])

    @property
    def phones(self) -> dict[str, datetime | None]:
        """The ids that are phone numbers."""
        return {value: until for value, until in self.ids.items() if value.isdecimal()}


async def find(session: AsyncSession, given: str) -> Sequence[int]:
    """Return who has this phone number, user id or username; more than one for a username that changed hands."""
    digits = "".join(character for character in given if character.isdecimal())
    parameters = {"given": given.strip().removeprefix("@"), "phones": [digits, "91" + digits[-10:]] if digits else []}
    return (await session.scalars(QUERIES["find"], parameters)).all()


async def known(session: AsyncSession, contact_id: int, *, lock: bool = False) -> Known | None:
    """Return a customer with all ids, current and former."""
    contact = await session.get(Contact, contact_id, with_for_update=lock)
    if contact is None:
        return None
    former = await session.execute(QUERIES["former_ids"], {"contact_id": contact_id})
    ids: dict[str, datetime | None] = {row.value: row.retired_at for row in former}
    return Known(contact, ids | {value: None for value in (contact.wa_id, contact.bsuid) if value is not None})


async def recipients(session: AsyncSession, customer: Known) -> Sequence[Row[Any]]:
    """Return the rows of campaigns that are the customer's."""
    return (await session.execute(QUERIES["recipients"], phones(customer))).all()


def phones(customer: Known) -> dict[str, Any]:
    """Return the customer's phone numbers as the query for recipients takes them."""
    return {"phones": list(customer.phones), "until": list(customer.phones.values())}


async def lock_unsent(session: AsyncSession, recipient_ids: Sequence[int]) -> Sequence[Row[Any]]:
    """Hold the messages to these recipients that have not left or are on their way."""
    return (await session.execute(QUERIES["lock_unsent"], {"recipient_ids": list(recipient_ids)})).all()


async def lock_replies(session: AsyncSession, contact_id: int) -> Sequence[Row[Any]]:
    """Hold the replies to the customer that are in their lane."""
    return (await session.execute(QUERIES["lock_replies"], {"contact_id": contact_id})).all()


async def is_merging(session: AsyncSession, contact_id: int) -> bool:
    """Say whether messages of a row that was merged into this one may still arrive."""
    return bool(await session.scalar(QUERIES["is_merging"], {"job": REPOINT_JOB, "contact_id": contact_id}))


async def wamids(session: AsyncSession, contact_id: int, of_recipients: Sequence[str]) -> list[str]:
    """Return Meta's ids of all messages from and to the customer."""
    parameters = {"contact_id": contact_id, "wamids": list(of_recipients)}
    return sorted(await session.scalars(QUERIES["wamids"], parameters))


async def rows(session: AsyncSession, query: str, **parameters: object) -> list[dict[str, Any]]:
    """Return what a named query finds, as objects to write out."""
    return [dict(row) for row in (await session.execute(QUERIES[query], parameters)).mappings()]


async def execute(session: AsyncSession, query: str, **parameters: object) -> int:
    """Run a named statement; return how many rows it changed."""
    result = await session.execute(QUERIES[query], parameters)
    return cast("CursorResult[Any]", result).rowcount


async def last_event_id(session: AsyncSession) -> int:
    """Return the newest raw event."""
    return await session.scalar(QUERIES["last_event_id"]) or 0


async def erasure_of(session: AsyncSession, contact_id: int) -> Erasure | None:
    """Return when and how far a customer was erased."""
    return await session.scalar(select(Erasure).where(Erasure.contact_id == contact_id))


async def left_to_sweep(session: AsyncSession) -> Sequence[Erasure]:
    """Return the erasures whose raw events are not swept yet."""
    return (await session.scalars(select(Erasure).where(Erasure.swept_at.is_(None)).order_by(Erasure.id))).all()


async def finish(session: AsyncSession, erasure_id: int, at: datetime) -> None:
    """The events of this erasure are swept: nothing needs to know any more who it was."""
    await session.execute(update(Erasure).where(Erasure.id == erasure_id).values(swept_at=at, ids_encrypted=None))
