"""Pre-flight: may this campaign send now? Asked before it is created, when it starts and when it is resumed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.messages.campaigns import Campaign, CampaignTemplate
from harkara.core.numbers.models import WhatsAppNumber
from harkara.core.templates.models import Template
from harkara.core.templates.sendable import unsendable
from harkara.kit.causes import Cause


async def obstacles(session: AsyncSession, campaign: Campaign) -> list[Cause]:
    """Return what keeps the campaign from sending, each as a sentence that names the thing; empty means go.

    Only templates with messages left are asked: a finished batch may have lost its template since.
    """
    number = await session.get_one(WhatsAppNumber, campaign.number_id, populate_existing=True)
    return number_obstacles(number) + template_obstacles(await unfinished_templates(session, campaign.id))


async def unfinished_templates(session: AsyncSession, campaign_id: int) -> Sequence[Template]:
    """Return the templates of the batches still to do, in order."""
    templates = await session.scalars(
        select(Template)
        .join(CampaignTemplate, CampaignTemplate.template_id == Template.id)
        .where(CampaignTemplate.campaign_id == campaign_id, CampaignTemplate.status != "completed")
        .order_by(CampaignTemplate.position)
        .execution_options(populate_existing=True)
    )
    return templates.all()


def number_obstacles(number: WhatsAppNumber) -> list[Cause]:
    """Return why the number cannot send."""
    fault = number_fault(number)
    return [] if fault is None else [replace(fault, words=f"The number '{number.display_name}' {fault.words}")]


def number_fault(number: WhatsAppNumber) -> Cause | None:
    """Return what is wrong with a number, in words that follow its name; None if it can send."""
    if number.deleted_at is not None:
        return Cause("number_deleted", "was deleted.", {"number": number.display_name})
    if number.is_active:
        return None
    facts = {
        "number": number.display_name,
        "inactive_code": number.inactive_code,
        "error": None if number.inactive_error is None else str(number.inactive_error),
        "status": number.meta_status,
    }
    return Cause("number_inactive", f"is inactive: {number.inactive_reason or 'no reason recorded'}.", facts)


def template_obstacles(templates: Sequence[Template]) -> list[Cause]:
    """Return why templates cannot be sent, one sentence each."""
    return [
        replace(cause, words=f"Template '{template.name}' ({template.language}) cannot be sent: {cause.words}")
        for template in templates
        if (cause := unsendable(template)) is not None
    ]
