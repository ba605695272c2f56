"""Stops the campaigns that still have messages of a template that may not be sent any more, and says how many."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.templates.models import Template
from harkara.core.templates.sendable import needs_changed, unsendable
from harkara.features.campaigns import lifecycle, line, repository
from harkara.kit.jobs import JobQueue


async def stop_campaigns(session: AsyncSession, jobs: JobQueue, template_id: int, reason: str, now: datetime) -> None:
    """Stop the queued and running campaigns with messages left on a template; each can be resumed once it is usable."""
    template = await session.get_one(Template, template_id, populate_existing=True)
    # What was lost may be back by now; only a changed text leaves a template usable.
    cause = replace(unsendable(template) or needs_changed(template), words=reason)
    for campaign in await line.active_with_template(session, template_id):
        share = await repository.template_share(session, campaign.id, template_id)
        await lifecycle.halt(session, jobs, campaign, [cause], now, share=share)
