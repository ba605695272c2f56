"""Meta's events about numbers: a finished throughput upgrade counts at once, everything else is asked for anew."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.numbers import repository
from harkara.core.numbers.accounts import numbers_of_waba
from harkara.core.numbers.models import WhatsAppNumber
from harkara.core.numbers.refresh import REFRESH_JOB, change_level
from harkara.integrations.whatsapp.webhooks.events import NumberEvent
from harkara.kit.jobs import JobQueue


async def apply_number_events(session: AsyncSession, jobs: JobQueue, events: Iterable[NumberEvent]) -> None:
    """Note upgrades and have the numbers concerned read from Meta; repeating an event changes nothing more.

    Needs a transaction of its own: no number stays locked while the statuses beside it are applied.
    """
    for event in events:
        account = () if event.waba_id is None else await numbers_of_waba(session, event.waba_id)
        for number in _meant(event, account):
            if event.event == "THROUGHPUT_UPGRADE" and event.display_phone_number is not None:
                await _upgrade(session, number.id)
            await jobs.defer(session, REFRESH_JOB, once=f"{REFRESH_JOB}-{number.id}", number_id=number.id)


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
