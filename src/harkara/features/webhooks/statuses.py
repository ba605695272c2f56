"""Statuses from Meta's events: settle what a lost answer or a crash left open, then move messages by rank."""

from __future__ import annotations

from collections.abc import Sequence

import orjson
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.messages.attempt import parse_attempt_id
from harkara.core.messages.statuses import ReportedStatus, record_statuses
from harkara.core.sender.outcomes import Settlement, settle_replies_sent, settle_sent
from harkara.core.sender.service import installation_id
from harkara.integrations.whatsapp.webhooks.events import StatusEvent


async def settle_messages(session: AsyncSession, events: Sequence[StatusEvent]) -> None:
    """Record the acceptances of campaign messages that these statuses prove.

    Needs a transaction of its own: it locks queue, recipients, campaigns and days in the sender's order, and what comes after
    it locks them too.
    """
    await settle_sent(session, await _settlements(session, events, of_replies=False))


async def settle_replies(session: AsyncSession, events: Sequence[StatusEvent]) -> None:
    """As `settle_messages`, for replies; apart, because both lanes move days."""
    await settle_replies_sent(session, await _settlements(session, events, of_replies=True))


async def apply_statuses(session: AsyncSession, events: Sequence[StatusEvent]) -> int:
    """Apply statuses of any number and campaign at once; return how many were new."""
    return await record_statuses(session, [_reported(event) for event in events])


async def _settlements(session: AsyncSession, events: Sequence[StatusEvent], *, of_replies: bool) -> list[Settlement]:
    """Return one acceptance per message that carries our mark: any status proves that Meta took the message.

    Most are settled long since, which changes nothing; the rest came before our own record or instead of it. The message
    was sent no later than the earliest status says. Without any mark nothing is asked.
    """
    marked = [
        (event, attempt)
        for event in events
        if (attempt := parse_attempt_id(event.callback_data)) is not None and attempt.is_reply is of_replies
    ]
    installation = await installation_id(session) if marked else ""
    found: dict[int, Settlement] = {}
    for event, attempt in sorted(marked, key=lambda pair: pair[0].occurred_at):
        if attempt.installation == installation:
            found.setdefault(attempt.id, Settlement(attempt.id, attempt.attempt, event.wamid, event.occurred_at))
    return sorted(found.values(), key=lambda settlement: settlement.id)


def _reported(event: StatusEvent) -> ReportedStatus:
    return ReportedStatus(
        wamid=event.wamid,
        status=event.status,
        occurred_at=event.occurred_at,
        error_code=event.error_code,
        error_title=event.error_title,
        error_details=event.error_details,
        pricing=None if event.pricing is None else orjson.dumps(event.pricing).decode(),
    )
