"""Carries out what Meta's events about an account mean for its numbers, once, and never against newer news."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.notifications.service import notify
from harkara.core.numbers.account_events import Effect, Ruling
from harkara.core.numbers.activity import restore_numbers, stop_numbers
from harkara.core.numbers.models import WhatsAppNumber
from harkara.kit.jobs import JobQueue

_OF_THE_STATE = frozenset({Effect.STOP, Effect.RESTORE})


@dataclass(slots=True)
class Outcome:
    """What became of the account's numbers, by their names."""

    stopped: list[str] = field(default_factory=list[str])
    restored: list[str] = field(default_factory=list[str])
    still_inactive: list[str] = field(default_factory=list[str])

    def sentences(self) -> Iterator[str]:
        """Yield what there is to say of it."""
        for label, names in (
            ("Now inactive, with their campaigns:", self.stopped),
            ("Active again:", self.restored),
            ("Still inactive for other reasons:", self.still_inactive),
        ):
            if names:
                yield f"{label} {', '.join(names)}."


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
    outcome = Outcome()
    if ruling.effect is Effect.STOP:
        reason = ruling.title.format(concerned[0].waba_id)
        outcome.stopped = _names(await stop_numbers(session, jobs, concerned, ruling.codes[0], reason))
    elif ruling.effect is Effect.RESTORE:
        outcome.restored = _names(restore_numbers(concerned, ruling.codes))
        outcome.still_inactive = _names(number for number in concerned if not number.is_active)
    await _tell(session, concerned[0], ruling, outcome, fact)


def _is_history(number: WhatsAppNumber, at: datetime | None) -> bool:
    return at is not None and number.account_event_at is not None and at < number.account_event_at


def _names(numbers: Iterable[WhatsAppNumber]) -> list[str]:
    return [number.display_name for number in numbers]


async def _tell(session: AsyncSession, first: WhatsAppNumber, ruling: Ruling, outcome: Outcome, fact: str) -> None:
    news = ruling.kind(account=first.waba_id, event=ruling.event, facts=dict(ruling.facts), **asdict(outcome))
    await notify(
        session,
        news,
        title=ruling.title.format(first.waba_id),
        message=" ".join([ruling.words, *outcome.sentences()]),
        action_url="/numbers",
        related_entity_type="number",
        related_entity_id=first.id,
        fact=fact,
    )
