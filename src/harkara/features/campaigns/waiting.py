"""What campaigns wait for, in words: others on the same number, Meta's word, or the time of a retry. Read, never stored.

Cheap enough for a list: totals and the partial indexes of the queue, no counting of recipients.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.messages.campaigns import Campaign
from harkara.core.numbers.models import WhatsAppNumber
from harkara.features.campaigns import line, repository
from harkara.features.campaigns.figures import processed
from harkara.features.campaigns.repository import Halt
from harkara.kit.wording import duration, grouped, roughly

NUMBER_IS_FREE = "Its number is free: it starts within seconds."


async def waiting_for(session: AsyncSession, campaigns: Sequence[tuple[Campaign, WhatsAppNumber]]) -> dict[int, str]:
    """Return by campaign id what each waits for; those that wait for nothing are left out."""
    words: dict[int, str] = {}
    queued = [(campaign, number) for campaign, number in campaigns if campaign.status == "queued"]
    if queued:
        lines = await line.in_line(session, {number.id for _, number in queued})
        for campaign, number in queued:
            own = [each for each in lines if each.number_id == number.id]
            words[campaign.id] = _turn(own[: _place(own, campaign)], number)
    running = [campaign.id for campaign, _ in campaigns if campaign.status == "running"]
    if running:
        words |= {halt.campaign_id: _halted(halt) for halt in await repository.halts(session, running)}
    return words


def _place(own: Sequence[Campaign], campaign: Campaign) -> int:
    return next((place for place, each in enumerate(own) if each.id == campaign.id), 0)


def _turn(before: Sequence[Campaign], number: WhatsAppNumber) -> str:
    if not before:
        return NUMBER_IS_FREE
    left = sum(campaign.valid_contacts - processed(campaign) for campaign in before)
    time = roughly(left / number.max_send_rate_per_sec)
    much = f"({_messages(left)} left, about {time})"
    if len(before) == 1:
        return f"Waits for '{before[0].name}' on the same number {much}."
    return f"{len(before)} campaigns are before it on the same number {much}."


def _halted(halt: Halt) -> str:
    if halt.retrying:
        return f"Next retry of {_messages(halt.retrying)} in {duration(max(1.0, halt.next_retry_in))}."
    return (
        f"Waits for Meta's word on {_messages(halt.unanswered)}; the oldest left {duration(halt.oldest_left_ago)} ago."
    )


def _messages(count: int) -> str:
    return f"{grouped(count)} message{'' if count == 1 else 's'}"
