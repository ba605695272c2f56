"""What campaigns wait for, in words: others on the same number, Meta's word, or the time of a retry. Read, never stored.

Cheap enough for a list: totals and the partial indexes of the queue, no counting of recipients.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.messages.campaigns import Campaign
from harkara.core.numbers.models import WhatsAppNumber
from harkara.features.campaigns import line, repository
from harkara.features.campaigns.figures import processed
from harkara.kit.wording import duration, grouped

Owned = tuple[Campaign, WhatsAppNumber]

FREE = "Its number is free: it starts within seconds."


@dataclass(frozen=True, slots=True)
class Halt:
    """Why a running campaign has nothing to send at the moment."""

    retrying: int
    next_retry: datetime | None
    unanswered: int
    oldest_request: datetime | None


async def waiting_for(
    session: AsyncSession, campaigns: Sequence[Owned], now: datetime, stuck_after: float
) -> dict[int, str]:
    """Return by campaign id what each waits for; those that wait for nothing are left out.

    `stuck_after`: seconds after which a message without Meta's word is given back.
    """
    words: dict[int, str] = {}
    queued = [(campaign, number) for campaign, number in campaigns if campaign.status == "queued"]
    if queued:
        lines = await line.in_line(session, {number.id for _, number in queued})
        for campaign, number in queued:
            words[campaign.id] = _turn(campaign, [each for each in lines if each.number_id == number.id], number)
    running = [campaign.id for campaign, _ in campaigns if campaign.status == "running"]
    if running:
        halts = await repository.halts(session, running, now)
        words |= {id: told for id, halt in halts.items() if (told := _halted(halt, now, stuck_after)) is not None}
    return words
