"""The life of a campaign: scheduled -> queued -> running <-> stopped -> completed, or failed with the reason.

One place for every transition. Campaigns of a number run one after another, batches of a campaign too; `advance` is the
only mover and runs under a lock per number. All times come in as arguments.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.messages.campaigns import Campaign
from harkara.core.messages.totals import bring_up_to_date
from harkara.core.notifications.news import CampaignCompleted, CampaignFailed, CampaignStopped, News
from harkara.core.notifications.service import notify
from harkara.core.numbers.models import WhatsAppNumber
from harkara.core.sender.service import advance_later, wake
from harkara.core.sender.unlocking import BatchProgress, batch_progress, clean_queue, unlock_batch
from harkara.features.campaigns import line
from harkara.features.campaigns.errors import CampaignNotFoundError, CampaignStateError
from harkara.features.campaigns.figures import processed
from harkara.features.campaigns.readiness import number_obstacles, obstacles
from harkara.features.campaigns.reasons import give_reason
from harkara.features.campaigns.repository import TemplateShare
from harkara.kit.causes import Cause, in_words
from harkara.kit.jobs import JobQueue
from harkara.kit.wording import grouped


async def start(session: AsyncSession, jobs: JobQueue, campaign: Campaign, now: datetime) -> None:
    """Put a new campaign into the line of its number; it begins as soon as that is free."""
    enter_line(campaign, now)
    await advance_later(session, jobs, campaign.number_id)


def enter_line(campaign: Campaign, at: datetime) -> None:
    """Give a campaign its place in the line of its number; whoever calls this lets the line move on."""
    campaign.status = "queued"
    campaign.queued_at = at


async def stop(session: AsyncSession, campaign_id: int, causes: Sequence[Cause], now: datetime) -> Campaign:
    """Stop a queued or running campaign: nothing more is claimed once this commits; what is in flight ends.

    Raises CampaignStateError when it is not running. Stopping a stopped one changes nothing.
    """
    campaign = await _locked(session, campaign_id)
    if campaign.status == "stopped":
        return campaign
    if campaign.status not in ("queued", "running"):
        raise CampaignStateError(
            f"'{campaign.name}' is {campaign.status}; only a running or waiting campaign can be stopped."
        )
    _end_running(campaign, now)
    await bring_up_to_date(session, campaign)
    campaign.status = "stopped"
    give_reason(campaign, causes)
    return campaign


async def resume(session: AsyncSession, jobs: JobQueue, campaign_id: int) -> Campaign:
    """Put a stopped campaign back into the line, at its old place; it goes on where it stopped.

    Raises CampaignStateError when it is not stopped or when its number or a template cannot be used now.
    """
    campaign = await _locked(session, campaign_id)
    if campaign.status in ("queued", "running"):
        return campaign
    if campaign.status != "stopped":
        raise CampaignStateError(f"'{campaign.name}' is {campaign.status}; only a stopped campaign can be resumed.")
    in_the_way = await obstacles(session, campaign)
    if in_the_way:
        raise CampaignStateError(f"'{campaign.name}' cannot go on: {in_words(in_the_way)}")
    campaign.status = "queued"
    give_reason(campaign, [])
    await advance_later(session, jobs, campaign.number_id)
    return campaign


async def advance(session: AsyncSession, jobs: JobQueue, number_id: int, now: datetime) -> None:
    """Move the number's line on as far as it goes: next batch, completed, next campaign. Safe to call at any time."""
    while (campaign := await line.running_or_next(session, number_id)) is not None:
        if campaign.status == "queued" and not await _begin(session, campaign, now):
            continue
        if await _halted_with_its_number(session, jobs, campaign, now):
            return
        progress = await _open_batch(session, campaign)
        if progress is not None:
            # Without ready messages there is nothing to run for: unsettled ones wait for a webhook or the recovery.
            if progress.has_ready:
                await wake(session, jobs, number_id)
            return
        await _complete(session, jobs, campaign, now)


async def _halted_with_its_number(session: AsyncSession, jobs: JobQueue, campaign: Campaign, now: datetime) -> bool:
    """Stop the whole line of a number that cannot send any more; all of it can be resumed once it can."""
    in_the_way = number_obstacles(await session.get_one(WhatsAppNumber, campaign.number_id, populate_existing=True))
    if in_the_way:
        for waiting in await line.active_on_number(session, campaign.number_id):
            await halt(session, jobs, waiting, in_the_way, now)
    return bool(in_the_way)


async def _begin(session: AsyncSession, campaign: Campaign, now: datetime) -> bool:
    """Pre-flight, then queued -> running; a campaign that may not start is failed, one that had started is stopped."""
    in_the_way = await obstacles(session, campaign)
    if in_the_way:
        refuse = fail if campaign.started_at is None else _hold_back
        await refuse(session, campaign, in_the_way, now)
        return False
    campaign.status = "running"
    campaign.started_at = campaign.started_at or now
    campaign.running_since = now
    await session.flush()
    return True


async def _open_batch(session: AsyncSession, campaign: Campaign) -> BatchProgress | None:
    """Return how far the open batches are, unlocking the next one as soon as every message has left once; None when all are done.

    What waits for Meta's word or for its retry holds no other batch up: one slow answer would cost half a minute.
    """
    opened: list[BatchProgress] = []
    for batch in await line.unfinished_batches(session, campaign.id):
        if batch.status == "pending":
            await unlock_batch(session, campaign.id, batch.id)
            batch.status = "ready"
        progress = await batch_progress(session, campaign.id, batch.id)
        if progress.is_open:
            opened.append(progress)
        else:
            batch.status = "completed"
        if progress.has_due:
            break
    if not opened:
        return None
    return BatchProgress(True, any(batch.has_ready for batch in opened), any(batch.has_due for batch in opened))


async def _complete(session: AsyncSession, jobs: JobQueue, campaign: Campaign, now: datetime) -> None:
    _end_running(campaign, now)
    await bring_up_to_date(session, campaign)
    campaign.status = "completed"
    campaign.finished_at = now
    await session.flush()
    await clean_queue(session, campaign.id)
    news = CampaignCompleted(
        campaign=campaign.name,
        sent=campaign.total_sent,
        failed=campaign.total_failed,
        skipped=campaign.invalid_contacts,
    )
    await tell(
        session,
        campaign,
        news,
        f"Campaign '{campaign.name}' is completed",
        f"{grouped(campaign.total_sent)} sent, {grouped(campaign.total_failed)} failed, "
        f"{grouped(campaign.invalid_contacts)} rows skipped.",
        once=True,
    )


async def fail(session: AsyncSession, campaign: Campaign, causes: Sequence[Cause], now: datetime) -> None:
    """Pre-flight refused it: nothing was sent, nothing will be."""
    campaign.status = "failed"
    give_reason(campaign, causes)
    campaign.finished_at = now
    await session.flush()
    await clean_queue(session, campaign.id)
    news = CampaignFailed(campaign=campaign.name, causes=causes)
    await tell(session, campaign, news, f"Campaign '{campaign.name}' could not start", in_words(causes), once=True)


async def halt(
    session: AsyncSession,
    jobs: JobQueue,
    campaign: Campaign,
    causes: Sequence[Cause],
    now: datetime,
    *,
    share: TemplateShare | None = None,
) -> bool:
    """Stop a campaign because of something only the admin can mend, and tell them; False if it was stopped already.

    `share`: the figures of the template that is in the way, told before those of the whole campaign.
    """
    campaign = await _locked(session, campaign.id)
    if campaign.status not in ("queued", "running"):
        return False
    await _hold_back(session, campaign, causes, now, share)
    await advance_later(session, jobs, campaign.number_id)
    return True


async def _hold_back(
    session: AsyncSession,
    campaign: Campaign,
    causes: Sequence[Cause],
    now: datetime,
    share: TemplateShare | None = None,
) -> None:
    await stop(session, campaign.id, causes, now)
    news = CampaignStopped(
        campaign=campaign.name,
        causes=causes,
        sent=campaign.total_sent,
        held=_unsent(campaign),
        template_sent=None if share is None else share.sent,
        template_held=None if share is None else share.held,
    )
    figures = f"{grouped(news.sent)} messages were sent, {grouped(news.held)} are held."
    if share is not None:
        part = f"{grouped(share.sent)} messages were sent and {grouped(share.held)} are held."
        figures = f"Of this template {part} Of the whole campaign {figures}"
    await tell(session, campaign, news, f"Campaign '{campaign.name}' was stopped", f"{in_words(causes)} {figures}")


async def tell(
    session: AsyncSession, campaign: Campaign, news: News, title: str, message: str, *, once: bool = False
) -> None:
    """Tell the admin something of a campaign. `once`: it can be true only once in the life of a campaign."""
    await notify(
        session,
        news,
        title=title,
        message=message,
        action_url=f"/campaigns/{campaign.id}",
        related_entity_type="campaign",
        related_entity_id=campaign.id,
        fact=f"{news.type}:{campaign.id}" if once else None,
    )


def _end_running(campaign: Campaign, now: datetime) -> None:
    if campaign.running_since is not None:
        campaign.running_seconds += (now - campaign.running_since).total_seconds()
        campaign.running_since = None


def _unsent(campaign: Campaign) -> int:
    return campaign.valid_contacts - processed(campaign)


async def _locked(session: AsyncSession, campaign_id: int) -> Campaign:
    """Read anew: what the session has loaded before may have been stopped by someone else while this waited."""
    campaign = await session.get(Campaign, campaign_id, with_for_update={"key_share": True}, populate_existing=True)
    if campaign is None:
        raise CampaignNotFoundError(f"There is no campaign {campaign_id}.")
    return campaign
