"""Starts scheduled campaigns: at their time, late if the platform was down, or not at all if that was too long ago."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.messages.campaigns import Campaign
from harkara.core.notifications.news import CampaignLate
from harkara.core.sender.service import advance_later
from harkara.features.campaigns import lifecycle, line
from harkara.features.campaigns.reasons import give_reason
from harkara.kit.causes import Cause
from harkara.kit.jobs import JobQueue
from harkara.kit.wording import ist, roughly

PUNCTUAL: Final = timedelta(minutes=2)
"""The clock looks once a minute; what starts within two is on time, whatever the grace."""


async def start_due(session: AsyncSession, jobs: JobQueue, now: datetime, grace: timedelta) -> int:
    """Put the campaigns whose time has come into the lines of their numbers; return how many.

    Any number of processes may do this at once: each campaign is locked by one of them, the others pass it by. Two
    statements for the campaigns however many they are, and one job for each number.
    """
    due = await line.due(session, now)
    started = [campaign for campaign in due if await _start_or_fail(session, campaign, now, grace)]
    await session.flush()
    for number_id in sorted({campaign.number_id for campaign in started}):
        await advance_later(session, jobs, number_id)
    return len(started)


async def _start_or_fail(session: AsyncSession, campaign: Campaign, now: datetime, grace: timedelta) -> bool:
    assert campaign.scheduled_at is not None
    lateness = now - campaign.scheduled_at
    # The time it was given is its place in the line, so that what was due at different times stays in that order.
    if lateness <= PUNCTUAL:
        lifecycle.enter_line(campaign, campaign.scheduled_at)
        return True
    missed = f"The platform was not running at {ist(campaign.scheduled_at)}"
    if lateness <= grace:
        lifecycle.enter_line(campaign, campaign.scheduled_at)
        seconds = round(lateness.total_seconds())
        reason = f"{missed}: it starts {roughly(seconds)} late."
        facts = {"scheduled_at": campaign.scheduled_at.isoformat(), "late_seconds": str(seconds)}
        give_reason(campaign, [Cause("starts_late", reason, facts)])
        news = CampaignLate(campaign=campaign.name, scheduled_at=campaign.scheduled_at, late_seconds=seconds)
        await lifecycle.tell(session, campaign, news, f"Campaign '{campaign.name}' starts late", reason, once=True)
        return True
    reason = (
        f"{missed}, and {roughly(lateness.total_seconds())} later is more than SCHEDULE_GRACE_MINUTES "
        f"({roughly(grace.total_seconds())}) allows. Nothing was sent; create it again if it still makes sense."
    )
    cause = Cause("schedule_missed", reason, {"scheduled_at": campaign.scheduled_at.isoformat()})
    await lifecycle.fail(session, campaign, [cause], now)
    return False
