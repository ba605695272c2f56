"""The door of the reply lane: a reply goes before every campaign message of its number and takes from the same rate."""

from __future__ import annotations

from typing import Any

import orjson
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.sender.queue import QUERIES
from harkara.core.sender.service import wake
from harkara.kit.jobs import JobQueue


async def send_reply(
    session: AsyncSession,
    jobs: JobQueue,
    *,
    number_id: int,
    contact_id: int,
    recipient: str,
    body: str,
    details: dict[str, Any] | None = None,
) -> int:
    """Put a text into the number's reply lane, in the caller's transaction, and return its id there.

    Once the transaction commits the reply is sent exactly once or fails for a stated reason, whatever crashes. `recipient`:
    digits with country code, or a business-scoped user id. `details` are kept with the message in the ledger.
    """
    reply_id = await session.scalar(
        QUERIES["enqueue_reply"],
        {
            "number_id": number_id,
            "contact_id": contact_id,
            "recipient": recipient,
            "body": body,
            "details": None if details is None else orjson.dumps(details).decode(),
        },
    )
    assert isinstance(reply_id, int)
    await wake(session, jobs, number_id)
    return reply_id
