"""Messages from customers: into the ledger once, under the customer they are from. Answers nothing itself.

Reactions, edits and revokes are rows of their own that name their target; nothing is dropped or rewritten.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.contacts.identity import Evidence
from harkara.core.contacts.service import identify
from harkara.core.messages.conversations import Exchange, move_conversations
from harkara.core.messages.days import count_received, ist_day
from harkara.core.messages.inbound import ReceivedMessage, known_wamids, record_inbound
from harkara.core.numbers.repository import ids_by_phone_number_id
from harkara.features.webhooks.errors import UnknownNumberError
from harkara.integrations.whatsapp.webhooks.events import InboundMessage
from harkara.kit.jobs import JobQueue


@dataclass(frozen=True, slots=True)
class NewInbound:
    """A message that is in the ledger since now. One in a group must not be answered by itself."""

    id: int
    number_id: int
    contact_id: int | None
    """None only if Meta named nobody."""
    type: str
    created_at: datetime
    is_group: bool


async def apply_inbound(session: AsyncSession, jobs: JobQueue, events: Sequence[InboundMessage]) -> list[NewInbound]:
    """Record the messages and their customers; return the new ones, oldest first. Repeating changes nothing.

    What shall follow a message (a reply) must be deferred in this transaction, because it is new only once. Needs one of
    its own, which does little else: it holds the customers' lock (core/contacts). Raises UnknownNumberError, before
    anything is written, with the messages to numbers that are not ours.
    """
    numbers = await _numbers(session, events)
    known = await known_wamids(session, [event.wamid for event in events])
    fresh = {event.wamid: event for event in reversed(events) if event.wamid not in known}
    contacts = await _contacts(session, jobs, list(fresh.values()))
    received = [_received(event, numbers, contacts.get(event.wamid)) for event in fresh.values()]
    ids = await record_inbound(session, received)
    news = [_new(message, fresh[message.wamid], ids[message.wamid]) for message in received if message.wamid in ids]
    await move_conversations(
        session, [Exchange(new.contact_id, new.number_id, new.created_at) for new in news if new.contact_id is not None]
    )
    await count_received(session, Counter((new.number_id, ist_day(new.created_at)) for new in news))
    return sorted(news, key=lambda new: new.created_at)


async def _numbers(session: AsyncSession, events: Sequence[InboundMessage]) -> dict[str | None, int]:
    wanted = {event.phone_number_id for event in events if event.phone_number_id is not None}
    numbers: dict[str | None, int] = {**await ids_by_phone_number_id(session, wanted)}
    strangers = [event for event in events if event.phone_number_id not in numbers]
    if strangers:
        raise UnknownNumberError(strangers)
    return numbers


async def _contacts(session: AsyncSession, jobs: JobQueue, events: Sequence[InboundMessage]) -> dict[str, int]:
    """Return the customer of each message that names one, by wamid."""
    named = [event for event in events if event.customer.wa_id or event.customer.bsuid]
    return dict(
        zip(
            [event.wamid for event in named],
            await identify(session, jobs, [_evidence(event) for event in named]),
            strict=True,
        )
    )


def _evidence(event: InboundMessage) -> Evidence:
    customer = event.customer
    return Evidence(
        event.occurred_at,
        customer.wa_id,
        customer.bsuid,
        profile_name=customer.profile_name,
        username=customer.username,
        # Meta writes `system` messages itself, and what is said in a group opens no service window.
        wrote=event.type != "system" and event.group_id is None,
    )


def _received(event: InboundMessage, numbers: dict[str | None, int], contact_id: int | None) -> ReceivedMessage:
    group = {} if event.group_id is None else {"group_id": event.group_id}
    return ReceivedMessage(
        event.wamid,
        event.type,
        numbers[event.phone_number_id],
        contact_id,
        event.body,
        orjson.dumps(event.content | group).decode(),
        event.target_wamid,
        event.occurred_at,
    )


def _new(message: ReceivedMessage, event: InboundMessage, row_id: int) -> NewInbound:
    return NewInbound(
        row_id,
        message.number_id,
        message.contact_id,
        message.type,
        message.created_at,
        is_group=event.group_id is not None,
    )
