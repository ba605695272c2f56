"""What failed statuses tell beyond their message: a customer who stopped marketing, an account in trouble."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.contacts.identity import Evidence
from harkara.core.contacts.marketing import MarketingChoice, note_choices
from harkara.core.contacts.service import identify
from harkara.core.numbers.repository import ids_by_phone_number_id
from harkara.core.numbers.trouble import account_trouble
from harkara.integrations.whatsapp.errors import ErrorClass, class_of
from harkara.integrations.whatsapp.webhooks.events import StatusEvent
from harkara.kit.clock import IST
from harkara.kit.jobs import JobQueue

STOPPED_MARKETING: Final = 131050


async def heed_failures(session: AsyncSession, jobs: JobQueue, events: Sequence[StatusEvent]) -> None:
    """Act on the errors of failed statuses; repeating them changes nothing. Most batches hold none: then nothing is asked.

    Needs a transaction of its own: it locks customers, then numbers' jobs.
    """
    failed = [event for event in events if event.status == "failed" and event.error_code is not None]
    await _note_opt_outs(session, jobs, [event for event in failed if event.error_code == STOPPED_MARKETING])
    await _report(session, jobs, [event for event in failed if class_of(event.error_code or 0) is ErrorClass.ACCOUNT])


async def _note_opt_outs(session: AsyncSession, jobs: JobQueue, events: Sequence[StatusEvent]) -> None:
    named = [event for event in events if event.recipient is not None]
    contacts = await identify(session, jobs, [_recipient(event) for event in named])
    choices = [
        MarketingChoice(contact_id, opted_out=True, at=event.occurred_at)
        for contact_id, event in zip(contacts, named, strict=True)
    ]
    await note_choices(session, choices)


async def _report(session: AsyncSession, jobs: JobQueue, events: Sequence[StatusEvent]) -> None:
    """Report each trouble of each number once a day, however many messages it took."""
    if not events:
        return
    numbers = await ids_by_phone_number_id(session, {event.phone_number_id or "" for event in events})
    troubles = {
        (number_id, event.error_code, event.occurred_at.astimezone(IST).date()): event
        for event in events
        if event.error_code is not None and (number_id := numbers.get(event.phone_number_id or "")) is not None
    }
    for (number_id, code, _), event in sorted(troubles.items(), key=lambda item: item[0]):
        await account_trouble(session, jobs, number_id, code, event.error_details, at=event.occurred_at)


def _recipient(event: StatusEvent) -> Evidence:
    recipient = event.recipient or ""
    is_phone = recipient.isdigit()
    return Evidence(event.occurred_at, recipient if is_phone else None, None if is_phone else recipient)
