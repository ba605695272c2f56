"""Finds a customer and erases one. Erasing is refused only while a message to them is in the air; it cannot be undone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.contacts.erased import hold_events, remember
from harkara.core.contacts.models import Contact
from harkara.core.contacts.repository import lock_customers
from harkara.core.messages.retention import DAYS
from harkara.core.messages.statuses import forget_logs
from harkara.features.privacy import repository
from harkara.features.privacy.errors import (
    ContactNotFoundError,
    JustMergedError,
    MessageOnItsWayError,
    NotConfirmedError,
)
from harkara.features.privacy.models import Erasure
from harkara.features.privacy.repository import Known
from harkara.features.privacy.schemas import ErasureOut
from harkara.features.replies.policy import Skip
from harkara.kit.clock import Clock
from harkara.kit.crypto import SecretBox
from harkara.kit.jobs import JobQueue
from harkara.kit.logging import get_logger
from harkara.kit.sealed import SealedColumn
from harkara.kit.wording import ist

log = get_logger(__name__)

SEALED = SealedColumn("erasures", "id", "ids_encrypted", "erasures.ids:{contact_id}")
SWEEP_JOB = "privacy:sweep_left"
NOT_SENT = "The customer's data was erased before this message was sent."
_CONFIRMED_BY = 4
"""Characters of the number."""


async def find_customer(session: AsyncSession, given: str) -> Contact:
    """Return who has this phone number, user id or username; raise ContactNotFoundError."""
    found = await repository.find(session, given)
    contact = await session.get(Contact, found[0]) if len(found) == 1 else None
    if contact is None:
        raise ContactNotFoundError(
            "Two customers have this username." if found else "Nobody has this phone number, user id or username."
        )
    return contact


async def known_customer(session: AsyncSession, contact_id: int, *, lock: bool = False) -> Known:
    """Return a customer with all their ids; raise ContactNotFoundError, which says when they were erased."""
    customer = await repository.known(session, contact_id, lock=lock)
    if customer is not None:
        return customer
    erasure = await repository.erasure_of(session, contact_id)
    raise ContactNotFoundError(
        f"There is no customer {contact_id}."
        if erasure is None
        else f"Customer {contact_id} was erased on {ist(erasure.erased_at)}."
    )


async def erase(
    session: AsyncSession, jobs: JobQueue, box: SecretBox, clock: Clock, contact_id: int, confirm: str
) -> ErasureOut:
    """Erase a customer; who is erased already stays so. Raise ContactNotFoundError, NotConfirmedError, MessageOnItsWayError, JustMergedError.

    Events come to a stop meanwhile, for some milliseconds: none may bring back what goes here.
    """
    await hold_events(session)
    await lock_customers(session)
    if (before := await repository.erasure_of(session, contact_id)) is not None:
        return presented(before)
    customer = await known_customer(session, contact_id, lock=True)
    require_confirmation(customer.contact, confirm)
    erasure = await _erase(session, box, customer, clock)
    await jobs.defer(session, SWEEP_JOB, once="privacy:sweep_left", timestamp=0)
    log.info("customer erased", contact_id=contact_id, messages=erasure.messages, campaign_rows=erasure.campaign_rows)
    return presented(erasure)


async def erase_again(session: AsyncSession, box: SecretBox, clock: Clock, contact_id: int) -> None:
    """Erase a customer who was erased before and came back with a backup. Nobody is asked twice; the caller holds the events."""
    await _erase(session, box, await known_customer(session, contact_id, lock=True), clock)


def require_confirmation(contact: Contact, typed: str) -> None:
    """Raise NotConfirmedError unless the end of the customer's number was typed."""
    if typed.strip() != (contact.wa_id or contact.bsuid or "")[-_CONFIRMED_BY:]:
        raise NotConfirmedError(f"What was typed is not the end of the number of customer {contact.id}.")


def presented(erasure: Erasure) -> ErasureOut:
    """Return an erasure as the API shows it."""
    return ErasureOut(
        contact_id=erasure.contact_id,
        erased_at=erasure.erased_at,
        messages=erasure.messages,
        campaign_rows=erasure.campaign_rows,
        dropped=erasure.dropped,
        raw_events_swept=erasure.swept_at is not None,
    )


async def _erase(session: AsyncSession, box: SecretBox, customer: Known, clock: Clock) -> Erasure:
    contact_id, now = customer.contact.id, clock.now()
    recipients = await repository.recipients(session, customer)
    unsent = await _hold_what_is_unsent(session, contact_id, [row.id for row in recipients])
    wamids = await repository.wamids(session, contact_id, [row.wamid for row in recipients if row.wamid])
    await forget_logs(session, wamids)
    parameters = {"contact_id": contact_id, "now": now}
    await repository.execute(session, "settle_tasks", **parameters, reason=Skip.ERASED)
    await repository.execute(session, "delete_replies", contact_id=contact_id)
    messages = await repository.execute(session, "delete_messages", wamids=wamids)
    await repository.execute(
        session,
        "settle_recipients",
        **parameters,
        recipient_ids=[row.id for row in recipients],
        unsent_ids=unsent,
        reason=NOT_SENT,
    )
    await repository.execute(session, "delete_customer", contact_id=contact_id)
    await remember(session, box, _to_remember(customer, wamids, recipients, now), now)
    erasure = Erasure(
        contact_id=contact_id,
        erased_at=now,
        messages=messages,
        campaign_rows=len(recipients),
        dropped=len(unsent),
        last_event_id=await repository.last_event_id(session),
        ids_encrypted=box.encrypt(orjson.dumps(list(customer.ids)).decode(), SEALED.place_of(contact_id=contact_id)),
    )
    session.add(erasure)
    await session.flush()
    return erasure


async def _hold_what_is_unsent(session: AsyncSession, contact_id: int, recipient_ids: list[int]) -> list[int]:
    """Return the recipients whose message has not left, and keep it from leaving; raise if one is in the air."""
    unsent = await repository.lock_unsent(session, recipient_ids)
    replies = await repository.lock_replies(session, contact_id)
    if any(row.state == "processing" for row in (*unsent, *replies)):
        raise MessageOnItsWayError(f"Whether it reached customer {contact_id} is not known yet.")
    if await repository.is_merging(session, contact_id):
        raise JustMergedError(f"Messages are still being moved to customer {contact_id}.")
    return [row.contact_id for row in unsent]


def _to_remember(
    customer: Known, wamids: Sequence[str], recipients: Sequence[Row[Any]], now: datetime
) -> dict[str, datetime | None]:
    """Return what late events could call the customer and their messages; of messages the ledger has forgotten none come."""
    forgotten = {row.wamid for row in recipients if row.sent_at and row.sent_at < now - timedelta(days=DAYS)}
    ids = {value: until or now for value, until in customer.ids.items()}
    return ids | dict.fromkeys(wamid for wamid in wamids if wamid not in forgotten)
