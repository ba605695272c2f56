"""What can be done with campaigns: dry run, create, look at, delete while scheduled. `lifecycle` moves them on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.messages.campaigns import Campaign, CampaignTemplate
from harkara.core.numbers.models import WhatsAppNumber
from harkara.features.campaigns import figures, lifecycle, repository, standing
from harkara.features.campaigns.campaign_form import CampaignForm
from harkara.features.campaigns.errors import CampaignNotFoundError, CampaignStateError, NoValidRowsError
from harkara.features.campaigns.listing import Key, Listing, cursor_after
from harkara.features.campaigns.planning import Plan
from harkara.features.campaigns.reasons import causes_of
from harkara.features.campaigns.report import reasons_of
from harkara.features.campaigns.repository import BatchRow, CampaignFilter
from harkara.features.campaigns.schemas import BatchOut, CampaignDetail, CampaignNumber, CampaignOut
from harkara.features.campaigns.waiting import waiting_for
from harkara.kit.causes import Cause
from harkara.kit.jobs import JobQueue
from harkara.kit.pagination import Page


async def made_before(session: AsyncSession, request_id: UUID | None) -> Campaign | None:
    """Return the campaign that an earlier try of the same request has made: its answer may have got lost."""
    return None if request_id is None else await repository.made_by_request(session, request_id)


async def create_campaign(
    session: AsyncSession, jobs: JobQueue, plan: Plan, form: CampaignForm, now: datetime
) -> Campaign:
    """Store the campaign, all rows and the queue in the caller's transaction, and start it unless it is scheduled.

    Raises NoValidRowsError if there is nobody to send to.
    """
    require_recipients(plan)
    campaign = _new_campaign(plan, form, now)
    session.add(campaign)
    await session.flush()
    batches = [
        CampaignTemplate(campaign_id=campaign.id, template_id=template.id, position=position, contact_count=size)
        for position, (template, size) in enumerate(zip(plan.templates, plan.sizes, strict=True))
    ]
    session.add_all(batches)
    await session.flush()
    await repository.copy_contacts(session, campaign.id, batches, plan.rows, plan.verdicts)
    await repository.enqueue_contacts(session, campaign)
    if form.scheduled_at is None:
        await lifecycle.start(session, jobs, campaign, now)
        await session.flush()
    return campaign


def require_recipients(plan: Plan) -> None:
    """Raise NoValidRowsError, with the reasons, if there is nobody to send to."""
    if plan.valid == 0:
        raise NoValidRowsError("; ".join(f"{reason.count} × {reason.message}" for reason in reasons_of(plan)))


def _new_campaign(plan: Plan, form: CampaignForm, now: datetime) -> Campaign:
    return Campaign(
        name=form.name,
        number_id=plan.number.id,
        status="scheduled",
        skip_duplicates=form.skip_duplicates,
        has_media_column=plan.rows.header.has_media,
        variable_columns=plan.rows.header.variable_columns,
        total_contacts=len(plan.rows),
        valid_contacts=plan.valid,
        invalid_contacts=plan.invalid,
        scheduled_at=form.scheduled_at,
        request_id=form.request_id,
        created_at=now,
    )


async def get_campaign(session: AsyncSession, campaign_id: int, now: datetime) -> CampaignDetail:
    """Return one campaign; raise CampaignNotFoundError."""
    campaign, number = await _find(session, campaign_id)
    batches = await repository.list_batches(session, [campaign_id])
    waits = await waiting_for(session, [(campaign, number)])
    return CampaignDetail(
        **dict(_present(campaign, number, batches, waits.get(campaign_id), now)),
        obstacles=await standing.obstacles_now(session, campaign, number, batches),
        ahead=await standing.line_ahead(session, campaign, number),
    )


async def campaign_and_batches(session: AsyncSession, campaign_id: int) -> tuple[Campaign, list[BatchRow]]:
    """Return one campaign's row and its batches, for exports; raise CampaignNotFoundError."""
    campaign, _ = await _find(session, campaign_id)
    return campaign, await repository.list_batches(session, [campaign_id])


async def list_campaigns(
    session: AsyncSession, wanted: CampaignFilter, listing: Listing, limit: int, now: datetime
) -> Page[CampaignOut]:
    """Return a page of campaigns."""
    found = await repository.list_campaigns(session, wanted, listing, limit + 1)
    rows = [(campaign, number) for campaign, number, _ in found[:limit]]
    batches = await repository.list_batches(session, [campaign.id for campaign, _ in rows])
    by_campaign: defaultdict[int, list[BatchRow]] = defaultdict(list)
    for batch in batches:
        by_campaign[batch.batch.campaign_id].append(batch)
    waits = await waiting_for(session, rows)
    return Page(
        items=[_present(row, number, by_campaign[row.id], waits.get(row.id), now) for row, number in rows],
        next_cursor=_next_cursor(found, listing, limit),
    )


def _next_cursor(found: Sequence[tuple[Campaign, WhatsAppNumber, Key]], listing: Listing, limit: int) -> str | None:
    if len(found) <= limit:
        return None
    campaign, _, key = found[limit - 1]
    return cursor_after(listing.sort, key, campaign.id)


async def delete_campaign(session: AsyncSession, campaign_id: int) -> None:
    """Remove a scheduled campaign and its rows; raise CampaignStateError once it has left that state."""
    campaign = await repository.lock_campaign(session, campaign_id)
    if campaign is None:
        raise CampaignNotFoundError(f"There is no campaign {campaign_id}.")
    if campaign.status != "scheduled":
        raise CampaignStateError(
            f"'{campaign.name}' is {campaign.status}; only a scheduled campaign can be deleted.",
            mend="Stop it instead, if it is running or waiting." if campaign.status in ("queued", "running") else None,
        )
    await repository.delete_campaign(session, campaign_id)


async def _find(session: AsyncSession, campaign_id: int) -> tuple[Campaign, WhatsAppNumber]:
    found = await repository.find_campaign(session, campaign_id)
    if found is None:
        raise CampaignNotFoundError(f"There is no campaign {campaign_id}.")
    return found


def _present(
    campaign: Campaign, number: WhatsAppNumber, batches: Sequence[BatchRow], waits: Cause | None, now: datetime
) -> CampaignOut:
    return CampaignOut(
        id=campaign.id,
        name=campaign.name,
        number=CampaignNumber.model_validate(number),
        status=campaign.status,  # pyright: ignore[reportArgumentType] - a check constraint holds it to these words
        status_reason=campaign.status_reason,
        status_causes=causes_of(campaign),
        waiting_for=None if waits is None else waits.words,
        waiting=waits,
        total_contacts=campaign.total_contacts,
        valid_contacts=campaign.valid_contacts,
        invalid_contacts=campaign.invalid_contacts,
        total_sent=campaign.total_sent,
        total_delivered=campaign.total_delivered,
        total_read=campaign.total_read,
        total_failed=campaign.total_failed,
        total_processed=figures.processed(campaign),
        delivery_rate=figures.delivery_rate(campaign),
        read_rate=figures.read_rate(campaign),
        avg_send_speed=figures.average_speed(campaign, now),
        scheduled_at=campaign.scheduled_at,
        started_at=campaign.started_at,
        finished_at=campaign.finished_at,
        duration_seconds=figures.duration(campaign, now),
        created_at=campaign.created_at,
        batches=[_present_batch(row) for row in batches],
    )


def _present_batch(row: BatchRow) -> BatchOut:
    return BatchOut(
        template_id=row.batch.template_id,
        template_name=row.template_name,
        language=row.language,
        position=row.batch.position,
        status=row.batch.status,  # pyright: ignore[reportArgumentType] - a check constraint holds it to these words
        contact_count=row.batch.contact_count,
        total_sent=row.batch.total_sent,
        total_delivered=row.batch.total_delivered,
        total_read=row.batch.total_read,
        total_failed=row.batch.total_failed,
        total_processed=figures.processed(row.batch),
        delivery_rate=figures.delivery_rate(row.batch),
        read_rate=figures.read_rate(row.batch),
    )
