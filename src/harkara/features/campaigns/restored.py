"""Campaigns out of a backup: all that were not finished are stopped, because what they sent after the backup is not known.

Resuming one is the operator's decision (ADR 0003, 0023). Their batches are unlocked, so that a status of a message sent after
the backup settles its recipient, whichever batch it is in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.messages.campaigns import Campaign
from harkara.core.messages.totals import bring_up_to_date
from harkara.core.notifications.news import CampaignStopped
from harkara.core.sender.unlocking import unlock_batch
from harkara.features.campaigns import lifecycle, line
from harkara.features.campaigns.figures import unsent
from harkara.features.campaigns.reasons import causes_of, give_reason
from harkara.kit.causes import Cause
from harkara.kit.wording import grouped, ist


@dataclass(frozen=True, slots=True)
class Held:
    """A campaign that was stopped, and of how many recipients nobody knows whether they got their message."""

    id: int
    name: str
    unknown: int


async def hold_restored(session: AsyncSession, taken_at: datetime) -> list[Held]:
    """Stop every campaign that was not finished when the backup was taken, and tell the admin of each."""
    unfinished = ("scheduled", "queued", "running", "stopped")
    campaigns = await session.scalars(select(Campaign).where(Campaign.status.in_(unfinished)).order_by(Campaign.id))
    return [await _hold(session, campaign, taken_at) for campaign in campaigns.all()]


async def _hold(session: AsyncSession, campaign: Campaign, taken_at: datetime) -> Held:
    await bring_up_to_date(session, campaign)
    held = Held(campaign.id, campaign.name, unsent(campaign, campaign.valid_contacts))
    cause = _cause(held.unknown, taken_at)
    for batch in await line.unfinished_batches(session, campaign.id):
        if batch.status == "pending":
            await unlock_batch(session, campaign.id, batch.id)
            batch.status = "ready"
    if campaign.status == "scheduled":
        lifecycle.enter_line(campaign, campaign.scheduled_at or taken_at)
    former = _former(campaign)
    await session.flush()
    campaign = await lifecycle.stop(session, campaign.id, [cause], taken_at)
    give_reason(campaign, [cause, *former])
    news = CampaignStopped(campaign=campaign.name, causes=[cause], sent=campaign.total_sent, held=held.unknown)
    await lifecycle.tell(session, campaign, news, f"Campaign '{campaign.name}' was stopped", cause.words)
    return held


def _former(campaign: Campaign) -> list[Cause]:
    """Return why it was stopped already, led in; empty if it was not."""
    if campaign.status != "stopped" or not campaign.status_reason:
        return []
    known = causes_of(campaign) or [Cause("untranslated", campaign.status_reason)]
    return [Cause("stopped_before", "Before that:"), *known]


def _cause(unknown: int, taken_at: datetime) -> Cause:
    words = (
        f"The data was restored from the backup of {ist(taken_at)}. Whether the {grouped(unknown)} recipients left got their message "
        "after that is not known; resuming sends to all of them."
    )
    return Cause("restored_from_backup", words, {"taken_at": taken_at.isoformat(), "unknown": str(unknown)})
