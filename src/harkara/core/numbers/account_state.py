"""Carries out what Meta's events about an account mean for its numbers, once, and never against newer news."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.notifications.service import notify
from harkara.core.numbers.account_events import Effect, Ruling
from harkara.core.numbers.activity import restore_numbers, stop_numbers
from harkara.core.numbers.models import WhatsAppNumber
from harkara.kit.jobs import JobQueue

_OF_THE_STATE = frozenset({Effect.STOP, Effect.RESTORE})


async def carry_out(
    session: AsyncSession,
    jobs: JobQueue,
    numbers: Sequence[WhatsAppNumber],
    ruling: Ruling,
    at: datetime | None,
    fact: str,
) -> None:
    """Act on the numbers of one account, locked by the caller, and tell it once per fact.

    A number that has newer news of its account is left alone: Meta repeats events for up to 7 days. An event without a
    time counts as new.
    """
    concerned = [number for number in numbers if not _is_history(number, at)]
    if not concerned or ruling.effect is Effect.READ:
        return
    if ruling.effect in _OF_THE_STATE and at is not None:
        for number in concerned:
            number.account_event_at = at
    outcome = ""
    if ruling.effect is Effect.STOP:
        reason = ruling.title.format(concerned[0].waba_id)
        stopped = await stop_numbers(session, jobs, concerned, ruling.codes[0], reason)
        outcome = _list("Now inactive, with their campaigns:", stopped)
    elif ruling.effect is Effect.RESTORE:
        restored = restore_numbers(concerned, ruling.codes)
        still = [number for number in concerned if not number.is_active]
        outcome = _list("Active again:", restored) + _list("Still inactive for other reasons:", still)
    await _tell(session, concerned, ruling, outcome, fact)


def _is_history(number: WhatsAppNumber, at: datetime | None) -> bool:
    return at is not None and number.account_event_at is not None and at < number.account_event_at


def _list(label: str, numbers: Sequence[WhatsAppNumber]) -> str:
    return f" {label} {', '.join(number.display_name for number in numbers)}." if numbers else ""


async def _tell(
    session: AsyncSession, numbers: Sequence[WhatsAppNumber], ruling: Ruling, outcome: str, fact: str
) -> None:
    await notify(
        session,
        type=ruling.notification_type,
        title=ruling.title.format(numbers[0].waba_id),
        message=ruling.words + outcome,
        action_url="/numbers",
        related_entity_type="number",
        related_entity_id=numbers[0].id,
        fact=fact,
    )
