"""Everything we hold about one customer, as one JSON document: for the customer who asks, and for who must answer."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import orjson
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.features.inbox.sent_templates import SentTemplates
from harkara.features.privacy import repository
from harkara.features.privacy.repository import QUERIES, Known
from harkara.features.privacy.service import known_customer
from harkara.kit.clock import Clock

ABOUT = (
    "Everything this installation holds about one customer. Times are UTC. Messages are kept for 90 days. Copies of Meta's calls, "
    "which hold nothing else about the customer, are kept for 7 days and are not repeated here."
)


async def export(session: AsyncSession, clock: Clock, contact_id: int) -> bytes:
    """Return the document; raise ContactNotFoundError."""
    customer = await known_customer(session, contact_id)
    document = {
        "about": ABOUT,
        "exported_at": clock.now(),
        "customer": _profile(customer),
        "conversations": await _conversations(session, contact_id),
        "campaigns": await repository.rows(session, "recipients", **repository.phones(customer)),
        "replies": await repository.rows(session, "reply_tasks", contact_id=contact_id),
        "replies_not_sent_yet": await repository.rows(session, "reply_lane", contact_id=contact_id),
    }
    return orjson.dumps(document, option=orjson.OPT_INDENT_2)


def _profile(customer: Known) -> dict[str, Any]:
    contact = customer.contact
    return {
        "id": contact.id,
        "phone": contact.wa_id,
        "user_id": contact.bsuid,
        "name": contact.profile_name,
        "username": contact.username,
        "former_ids": [{"id": value, "until": until} for value, until in customer.ids.items() if until is not None],
        "ai_replies_used": contact.reply_count,
        "marketing_opted_out": contact.marketing_opted_out,
        "marketing_choice_at": contact.marketing_opted_out_at,
        "last_wrote_at": contact.last_inbound_at,
        "known_since": contact.created_at,
    }


async def _conversations(session: AsyncSession, contact_id: int) -> list[dict[str, Any]]:
    messages = await _messages(session, contact_id)
    return [
        {**conversation, "messages": messages[conversation["number_id"]]}
        for conversation in await repository.rows(session, "conversations", contact_id=contact_id)
    ]


async def _messages(session: AsyncSession, contact_id: int) -> defaultdict[int, list[dict[str, Any]]]:
    """Return what was said, by number, each message as it was shown beside what is stored of it."""
    result = await session.execute(QUERIES["messages"], {"contact_id": contact_id})
    names, found = list(result.keys()), result.all()
    templates = await SentTemplates.of(session, found)
    statuses = defaultdict[str, list[dict[str, Any]]](list)
    for status in await repository.rows(session, "status_logs", wamids=[row.wamid for row in found]):
        statuses[status.pop("wamid")].append(status)
    by_number = defaultdict[int, list[dict[str, Any]]](list)
    for row in found:
        shown = templates.content(row).model_dump()
        by_number[row.number_id].append(
            {**dict(zip(names, row, strict=True)), "shown_as": shown, "statuses": statuses[row.wamid]}
        )
    return by_number
