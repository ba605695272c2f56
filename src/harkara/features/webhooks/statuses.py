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


async def settle_attempts(session: AsyncSession, events: Sequence[StatusEvent]) -> None:
    """Record the acceptances these statuses prove.

    Needs a transaction of its own: it locks queue, recipients, campaigns in the sender's order, while applying statuses
    locks recipients and campaigns; both in one transaction could deadlock with another worker's.
    """
    installation = await installation_id(session)
    await settle_sent(session, _settlements(events, installation, of_replies=False))
    await settle_replies_sent(session, _settlements(events, installation, of_replies=True))


async def apply_statuses(session: AsyncSession, events: Sequence[StatusEvent]) -> int:
    """Apply statuses of any number and campaign at once; return how many were new."""
    return await record_statuses(session, [_reported(event) for event in events])


def _settlements(events: Sequence[StatusEvent], installation: str, *, of_replies: bool) -> list[Settlement]:
    """Return one acceptance per message that carries our mark: any status proves that Meta took the message.

    Most are settled long since, which changes nothing; the rest came before our own record or instead of it.
    """
    found: dict[int, Settlement] = {}
    for event in events:
        attempt = parse_attempt_id(event.callback_data)
        if attempt is not None and attempt.installation == installation and attempt.is_reply is of_replies:
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
