"""What customers choose and who they become: marketing preferences, and new phone numbers or user ids.

Labels and payloads of buttons are not interpreted: only Meta's own word counts as a choice.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.contacts.identity import Evidence
from harkara.core.contacts.marketing import MarketingChoice, note_choices
from harkara.core.contacts.service import identify
from harkara.integrations.whatsapp.webhooks.events import Customer, IdentityChange, PreferenceEvent
from harkara.kit.jobs import JobQueue
from harkara.kit.logging import get_logger

log = get_logger(__name__)

MARKETING = "marketing_messages"
_OPTED_OUT = {"stop": True, "resume": False}


async def apply_preferences(session: AsyncSession, jobs: JobQueue, events: Sequence[PreferenceEvent]) -> None:
    """Record who stopped or resumed marketing; the newest word of a customer counts, also of one not seen before."""
    usable = [event for event in events if _is_choice(event)]
    contacts = await identify(session, jobs, [_seen(event) for event in usable])
    await note_choices(
        session,
        [
            MarketingChoice(contact_id, _OPTED_OUT[event.value], event.occurred_at)
            for contact_id, event in zip(contacts, usable, strict=True)
        ],
    )


async def apply_identity_changes(session: AsyncSession, jobs: JobQueue, events: Sequence[IdentityChange]) -> None:
    """Give customers their new ids; if the new id has a row already, the two become one."""
    await identify(session, jobs, [_moved(event) for event in events if _is_named(event.old) or _is_named(event.new)])


def _is_choice(event: PreferenceEvent) -> bool:
    is_choice = event.category == MARKETING and event.value in _OPTED_OUT and _is_named(event.customer)
    if not is_choice:
        log.info("preference not understood", category=event.category, value=event.value)
    return is_choice


def _seen(event: PreferenceEvent) -> Evidence:
    customer = event.customer
    return Evidence(
        event.occurred_at,
        customer.wa_id,
        customer.bsuid,
        profile_name=customer.profile_name,
        username=customer.username,
    )


def _moved(event: IdentityChange) -> Evidence:
    """An id of a kind of which nothing new is told (the user id beside a new number) stays the customer's."""
    old, new = event.old, event.new
    pairs = ((old.wa_id, new.wa_id), (old.bsuid, new.bsuid))
    return Evidence(
        event.occurred_at,
        new.wa_id or old.wa_id,
        new.bsuid or old.bsuid,
        former=tuple(before for before, now in pairs if before and now and before != now),
        profile_name=new.profile_name,
        username=new.username,
    )


def _is_named(customer: Customer) -> bool:
    return bool(customer.wa_id or customer.bsuid)
