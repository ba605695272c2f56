"""Who is next: the line of campaigns in front of a number, and the batches within a campaign."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case, func, literal, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.messages.campaigns import Campaign, CampaignTemplate


async def running_or_next(session: AsyncSession, number_id: int) -> Campaign | None:
    """Return the number's running campaign, else the one that waits longest; locked until the transaction ends."""
    return await session.scalar(
        select(Campaign)
        .where(Campaign.number_id == number_id, Campaign.status.in_(("running", "queued")))
        .order_by(case((Campaign.status == "running", 0), else_=1), Campaign.queued_at, Campaign.id)
        .limit(1)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )


async def unfinished_batches(session: AsyncSession, campaign_id: int) -> Sequence[CampaignTemplate]:
    """Return the batches still to do, in order."""
    return (
        await session.scalars(
            select(CampaignTemplate)
            .where(CampaignTemplate.campaign_id == campaign_id, CampaignTemplate.status != "completed")
            .order_by(CampaignTemplate.position)
        )
    ).all()


async def numbers_with_work(session: AsyncSession) -> Sequence[int]:
    """Return the numbers that have a running or waiting campaign."""
    return (
        await session.scalars(select(Campaign.number_id).where(Campaign.status.in_(("running", "queued"))).distinct())
    ).all()


async def in_line(session: AsyncSession, number_ids: Collection[int]) -> Sequence[Campaign]:
    """Return the running and waiting campaigns of numbers, each number's in the order they are sent."""
    return (
        await session.scalars(
            select(Campaign)
            .where(Campaign.number_id.in_(number_ids), Campaign.status.in_(("running", "queued")))
            .order_by(
                Campaign.number_id, case((Campaign.status == "running", 0), else_=1), Campaign.queued_at, Campaign.id
            )
        )
    ).all()


async def before_campaign(session: AsyncSession, campaign: Campaign) -> Sequence[Campaign]:
    """Return what the number sends before a scheduled, waiting or stopped campaign, as far as is known now.

    A stopped one goes back to its old place.
    """
    queued_before = and_(
        Campaign.status == "queued",
        tuple_(Campaign.queued_at, Campaign.id) < tuple_(literal(campaign.queued_at), literal(campaign.id)),
    )
    if campaign.status == "scheduled":
        queued_before = or_(
            Campaign.status == "queued",
            and_(
                Campaign.status == "scheduled",
                tuple_(Campaign.scheduled_at, Campaign.id)
                < tuple_(literal(campaign.scheduled_at), literal(campaign.id)),
            ),
        )
    return (
        await session.scalars(
            select(Campaign)
            .where(Campaign.number_id == campaign.number_id, or_(Campaign.status == "running", queued_before))
            .order_by(
                case((Campaign.status == "running", 0), (Campaign.status == "queued", 1), else_=2),
                func.coalesce(Campaign.queued_at, Campaign.scheduled_at),
                Campaign.id,
            )
        )
    ).all()


@dataclass(frozen=True, slots=True)
class Before:
    """A campaign that a number sends before another one, and how many messages it has left."""

    id: int
    name: str
    status: str
    messages: int
    scheduled_at: datetime | None


async def before_start(session: AsyncSession, number_id: int, starts_at: datetime) -> list[Before]:
    """Return the campaigns that a number has to send before one that starts then, in the order they are sent."""
    is_before = or_(
        Campaign.status.in_(("running", "queued")),
        and_(Campaign.status == "scheduled", Campaign.scheduled_at <= starts_at),
    )
    left = Campaign.valid_contacts - Campaign.total_sent - Campaign.total_refused
    # A scheduled campaign enters the line at its time, a waiting one has its place already.
    place = func.coalesce(Campaign.queued_at, Campaign.scheduled_at)
    rows = await session.execute(
        select(Campaign.id, Campaign.name, Campaign.status, left, Campaign.scheduled_at)
        .where(Campaign.number_id == number_id, is_before)
        .order_by(case((Campaign.status == "running", 0), else_=1), place, Campaign.id)
    )
    return [Before(*row) for row in rows]


async def sent_since(session: AsyncSession, moment: datetime) -> int:
    """Return how many messages campaigns have sent since then, or a few more: from their totals, counting no messages."""
    last_sign = func.coalesce(Campaign.finished_at, Campaign.updated_at)
    query = select(func.sum(Campaign.total_sent)).where(Campaign.started_at.is_not(None), last_sign >= moment)
    return int(await session.scalar(query) or 0)


async def due(session: AsyncSession, now: datetime) -> Sequence[Campaign]:
    """Return the scheduled campaigns whose time has come, earliest first; those another process handles are skipped."""
    return (
        await session.scalars(
            select(Campaign)
            .where(Campaign.status == "scheduled", Campaign.scheduled_at <= now)
            .order_by(Campaign.scheduled_at, Campaign.id)
            .with_for_update(skip_locked=True)
        )
    ).all()


async def active_with_template(session: AsyncSession, template_id: int) -> Sequence[Campaign]:
    """Return the queued and running campaigns that still have messages of a template to send."""
    return (
        await session.scalars(
            select(Campaign)
            .join(CampaignTemplate, CampaignTemplate.campaign_id == Campaign.id)
            .where(
                CampaignTemplate.template_id == template_id,
                CampaignTemplate.status != "completed",
                Campaign.status.in_(("queued", "running")),
            )
            .order_by(Campaign.id)
        )
    ).all()


async def active_on_number(session: AsyncSession, number_id: int) -> Sequence[Campaign]:
    """Return the queued and running campaigns of a number."""
    return (
        await session.scalars(
            select(Campaign)
            .where(Campaign.number_id == number_id, Campaign.status.in_(("queued", "running")))
            .order_by(Campaign.id)
        )
    ).all()


async def of_batch(session: AsyncSession, batch_id: int) -> Campaign | None:
    """Return the campaign a batch belongs to."""
    return await session.scalar(
        select(Campaign)
        .join(CampaignTemplate, CampaignTemplate.campaign_id == Campaign.id)
        .where(CampaignTemplate.id == batch_id)
    )
