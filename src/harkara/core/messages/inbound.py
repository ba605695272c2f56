"""Customers' messages in the ledger: each once, by wamid, whatever its type."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.kit.queries import load_queries

QUERIES = load_queries(__file__)


@dataclass(frozen=True, slots=True)
class ReceivedMessage:
    """One message of a customer; `payload` is Meta's object as JSON text."""

    wamid: str
    type: str
    number_id: int
    contact_id: int | None
    body: str | None
    payload: str
    target_wamid: str | None
    created_at: datetime


async def known_wamids(session: AsyncSession, wamids: Iterable[str]) -> set[str]:
    """Return those that are in the ledger."""
    return set(await session.scalars(QUERIES["known_wamids"], {"wamids": list(wamids)}))


async def record_inbound(session: AsyncSession, received: Sequence[ReceivedMessage]) -> dict[str, int]:
    """Write the messages that are new; return their ids by wamid."""
    if not received:
        return {}
    rows = await session.execute(
        QUERIES["record_inbound"],
        {
            "wamids": [message.wamid for message in received],
            "types": [message.type for message in received],
            "number_ids": [message.number_id for message in received],
            "contact_ids": [message.contact_id for message in received],
            "bodies": [message.body for message in received],
            "payloads": [message.payload for message in received],
            "targets": [message.target_wamid for message in received],
            "created_at": [message.created_at for message in received],
        },
    )
    return {row.wamid: row.id for row in rows}
