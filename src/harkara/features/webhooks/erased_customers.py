"""Events about customers who were erased: not applied, and not kept. Asked of a batch before anything of it is applied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.contacts.erased import erased_until
from harkara.features.webhooks import repository
from harkara.features.webhooks.reading import Contents
from harkara.features.webhooks.redaction import redact
from harkara.features.webhooks.repository import RawEvent
from harkara.integrations.whatsapp.webhooks.events import Customer, IdentityChange, InboundMessage, StatusEvent
from harkara.kit.crypto import SecretBox

_ABOUT_CUSTOMERS = ("inbound", "statuses", "identities", "preferences")


async def leave_out_erased(
    session: AsyncSession, box: SecretBox, events: Sequence[RawEvent], contents: Contents
) -> None:
    """Take out what was said by or to erased customers before they were erased, of the contents and of the stored bodies."""
    named = {item: _ids(item.told) for kind in _ABOUT_CUSTOMERS for item in contents.items[kind]}
    erased = await erased_until(session, box, {value for ids in named.values() for value in ids})
    if not erased:
        return
    gone = {item for item, ids in named.items() if _is_past(item.told.occurred_at, ids, erased)}
    for kind in _ABOUT_CUSTOMERS:
        contents.items[kind] = [item for item in contents.items[kind] if item not in gone]
    names: defaultdict[int, set[str]] = defaultdict(set)
    for item in gone:
        names[item.event_id].update(named[item])
    bodies = {event.id: redact(event.body, names[event.id]) for event in events if event.id in names}
    await repository.replace_bodies(session, bodies)


def _is_past(at: datetime, ids: Iterable[str], erased: Mapping[str, datetime | None]) -> bool:
    """Say whether what happened then to these ids was erased. A customer who is back since is a new one."""
    return any((until := erased[value]) is None or at <= until for value in ids if value in erased)


def _ids(told: Any) -> tuple[str, ...]:
    """Return all ids of customers and messages that an item names."""
    match told:
        case InboundMessage():
            found = (told.wamid, *_of(told.customer))
        case StatusEvent():
            found = (told.wamid, told.recipient)
        case IdentityChange():
            found = (*_of(told.old), *_of(told.new))
        case _:
            found = _of(told.customer)
    return tuple(value for value in found if value)


def _of(customer: Customer) -> tuple[str | None, str | None]:
    return customer.wa_id, customer.bsuid
