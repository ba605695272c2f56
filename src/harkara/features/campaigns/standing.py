"""What stands between a campaign and its sending: templates and numbers that are in the way now, and who is before it in the line."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.messages.campaigns import Campaign
from harkara.core.numbers.models import WhatsAppNumber
from harkara.core.templates.sendable import unsendable
from harkara.features.campaigns import line
from harkara.features.campaigns.figures import unsent
from harkara.features.campaigns.readiness import number_fault, unfinished_templates
from harkara.features.campaigns.repository import BatchRow
from harkara.features.campaigns.schemas import CampaignName, LineAhead, Obstacle

_STILL = frozenset({"scheduled", "queued", "stopped", "failed"})
"""States in which a person asks why nothing is sent."""


async def obstacles_now(
    session: AsyncSession, campaign: Campaign, number: WhatsAppNumber, batches: Sequence[BatchRow]
) -> list[Obstacle]:
    """Return what would refuse the campaign if it started now; what had stopped it may be mended since."""
    if campaign.status not in _STILL:
        return []
    held = {row.batch.template_id: unsent(row.batch, row.batch.contact_count) for row in batches}
    found: list[Obstacle] = []
    if (fault := number_fault(number)) is not None:
        held_in_all = sum(held.values())
        found.append(
            Obstacle(
                kind="number", id=number.id, name=number.display_name, reason=fault.words, cause=fault, held=held_in_all
            )
        )
    templates = await unfinished_templates(session, campaign.id)
    return found + [
        Obstacle(
            kind="template",
            id=template.id,
            name=template.name,
            reason=cause.words,
            cause=cause,
            held=held[template.id],
        )
        for template in templates
        if (cause := unsendable(template)) is not None
    ]


async def line_ahead(session: AsyncSession, campaign: Campaign, number: WhatsAppNumber) -> LineAhead | None:
    """Return what the number has to send before it; None for a campaign that stands in no line and will in none."""
    if campaign.status not in ("scheduled", "queued", "stopped"):
        return None
    before = await line.before_campaign(session, campaign)
    messages = sum(unsent(each, each.valid_contacts) for each in before)
    return LineAhead(
        campaigns=[CampaignName(id=each.id, name=each.name) for each in before[:3]],
        count=len(before),
        messages=messages,
        seconds=round(messages / number.max_send_rate_per_sec, 1),
    )
