"""Meta's events about numbers: a finished throughput upgrade counts at once, everything else is asked for anew."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.numbers import repository
from harkara.core.numbers.accounts import numbers_of_waba
from harkara.core.numbers.activity import refresh_later
from harkara.core.numbers.changes import change_level
from harkara.core.numbers.models import WhatsAppNumber
from harkara.integrations.whatsapp.webhooks.events import NumberEvent
from harkara.kit.jobs import JobQueue


async def apply_number_events(session: AsyncSession, jobs: JobQueue, events: Iterable[NumberEvent]) -> None:
    """Note upgrades and have the numbers concerned read from Meta; repeating an event changes nothing more.

    What else an event tells (quality, limit, name, status) is not taken from it: it carries no time and may be a week old,
    so only what Meta says now counts. Needs a transaction of its own: no number stays locked while the statuses beside
    it are applied.
    """
    concerned: set[int] = set()
    upgraded: set[int] = set()
    for event in events:
        account = () if event.waba_id is None else await numbers_of_waba(session, event.waba_id)
        meant = {number.id for number in _meant(event, account)}
        concerned |= meant
        if event.event == "THROUGHPUT_UPGRADE" and event.display_phone_number is not None:
            upgraded |= meant
    for number_id in sorted(upgraded):
        await _upgrade(session, number_id)
    await refresh_later(session, jobs, concerned)


def _meant(event: NumberEvent, account: Sequence[WhatsAppNumber]) -> list[WhatsAppNumber]:
    """Return the number an event names by its digits, or all of the account if it names none."""
    if event.display_phone_number is None:
        return [number for number in account if number.is_active]
    wanted = _digits(event.display_phone_number)
    return [number for number in account if _digits(number.display_phone_number or "") == wanted]


async def _upgrade(session: AsyncSession, number_id: int) -> None:
    number = await repository.find(session, number_id, lock=True)
    if number is not None:
        await change_level(session, number, "HIGH")


def _digits(phone: str) -> str:
    return re.sub(r"\D", "", phone)
