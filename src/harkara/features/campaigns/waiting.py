"""What campaigns wait for: others on the same number, Meta's word, or the time of a retry. Read, never stored.

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
from harkara.kit.causes import Cause
from harkara.kit.wording import duration, grouped, roughly

NUMBER_IS_FREE = "Its number is free: it starts within seconds."


async def waiting_for(session: AsyncSession, campaigns: Sequence[tuple[Campaign, WhatsAppNumber]]) -> dict[int, Cause]:
    """Return by campaign id what each waits for; those that wait for nothing are left out."""
    waits: dict[int, Cause] = {}
    queued = [(campaign, number) for campaign, number in campaigns if campaign.status == "queued"]
    if queued:
        lines = await line.in_line(session, {number.id for _, number in queued})
        for campaign, number in queued:
            own = [each for each in lines if each.number_id == number.id]
            waits[campaign.id] = _turn(own[: _place(own, campaign)], number)
    running = [campaign.id for campaign, _ in campaigns if campaign.status == "running"]
    if running:
        waits |= {halt.campaign_id: _halted(halt) for halt in await repository.halts(session, running)}
    return waits


def _place(own: Sequence[Campaign], campaign: Campaign) -> int:
    return next((place for place, each in enumerate(own) if each.id == campaign.id), 0)


def _turn(before: Sequence[Campaign], number: WhatsAppNumber) -> Cause:
    if not before:
        return Cause("number_free", NUMBER_IS_FREE)
    left = sum(campaign.valid_contacts - processed(campaign) for campaign in before)
    seconds = left / number.max_send_rate_per_sec
    much = f"({_messages(left)} left, about {roughly(seconds)})"
    facts = {"messages": str(left), "seconds": str(round(seconds, 1))}
    if len(before) == 1:
        words = f"Waits for '{before[0].name}' on the same number {much}."
        return Cause("behind_one", words, {"campaign": before[0].name, **facts})
    words = f"{len(before)} campaigns are before it on the same number {much}."
    return Cause("behind_many", words, {"campaigns": str(len(before)), **facts})


def _halted(halt: Halt) -> Cause:
    if halt.retrying:
        seconds = max(1.0, halt.next_retry_in)
        words = f"Next retry of {_messages(halt.retrying)} in {duration(seconds)}."
        return Cause("next_retry", words, {"messages": str(halt.retrying), "seconds": str(round(seconds, 1))})
    words = (
        f"Waits for Meta's word on {_messages(halt.unanswered)}; the oldest left {duration(halt.oldest_left_ago)} ago."
    )
    return Cause(
        "meta_unanswered", words, {"messages": str(halt.unanswered), "seconds": str(round(halt.oldest_left_ago, 1))}
    )


def _messages(count: int) -> str:
    return f"{grouped(count)} message{'' if count == 1 else 's'}"
