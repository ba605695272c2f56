"""What can be done with campaigns: dry run, create, look at, delete while scheduled. `lifecycle` moves them on."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.messages.campaigns import Campaign, CampaignContact, CampaignTemplate
from harkara.core.numbers.models import WhatsAppNumber
from harkara.features.campaigns import figures, lifecycle, repository
from harkara.features.campaigns.campaign_form import CampaignForm
from harkara.features.campaigns.errors import CampaignNotFoundError, CampaignStateError, NoValidRowsError
from harkara.features.campaigns.planning import Plan
from harkara.features.campaigns.report import reasons_of
from harkara.features.campaigns.repository import BatchRow, CampaignFilter, ContactFilter
from harkara.features.campaigns.schemas import BatchOut, CampaignNumber, CampaignOut, ContactOut
from harkara.integrations.whatsapp.errors import describe
from harkara.kit.jobs import JobQueue
from harkara.kit.pagination import Page, cut_page


async def create_campaign(
    session: AsyncSession, jobs: JobQueue, plan: Plan, form: CampaignForm, now: datetime
) -> Campaign:
    """Store the campaign, all rows and the queue in the caller's transaction, and start it unless it is scheduled.

    Raises NoValidRowsError, with the reasons, if there is nobody to send to.
    """
    if plan.valid == 0:
        raise NoValidRowsError("; ".join(f"{reason.count} × {reason.message}" for reason in reasons_of(plan)))
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
        created_at=now,
    )


async def get_campaign(session: AsyncSession, campaign_id: int, now: datetime) -> CampaignOut:
    """Return one campaign; raise CampaignNotFoundError."""
    found = await repository.find_campaign(session, campaign_id)
    if found is None:
        raise CampaignNotFoundError(f"There is no campaign {campaign_id}.")
    return _present(*found, await repository.list_batches(session, [campaign_id]), now)


async def list_campaigns(
    session: AsyncSession, wanted: CampaignFilter, before_id: int | None, limit: int, now: datetime
) -> Page[CampaignOut]:
    """Return a page of campaigns, newest first."""
    found = await repository.list_campaigns(session, wanted, before_id, limit + 1)
    rows, cursor = cut_page(found, limit, lambda row: row[0].id)
    batches = await repository.list_batches(session, [campaign.id for campaign, _ in rows])
    return Page(items=[_present(campaign, number, batches, now) for campaign, number in rows], next_cursor=cursor)


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


async def list_contacts(
    session: AsyncSession,
    campaign_id: int,
    wanted: ContactFilter,
    template_id: int | None,
    after_id: int | None,
    limit: int,
) -> Page[ContactOut]:
    """Return a page of recipients in file order; raise CampaignNotFoundError."""
    if await repository.find_campaign(session, campaign_id) is None:
        raise CampaignNotFoundError(f"There is no campaign {campaign_id}.")
