"""Stops the campaigns that still have messages of a template that may not be sent any more, and says how many."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.features.campaigns import lifecycle, line, repository
from harkara.kit.jobs import JobQueue
from harkara.kit.wording import grouped


async def stop_campaigns(session: AsyncSession, jobs: JobQueue, template_id: int, reason: str, now: datetime) -> None:
    """Stop the queued and running campaigns with messages left on a template; each can be resumed once it is usable."""
    for campaign in await line.active_with_template(session, template_id):
        share = await repository.template_share(session, campaign.id, template_id)
        part = f"Of this template {grouped(share.sent)} messages were sent and {grouped(share.held)} are held."
        await lifecycle.halt(session, jobs, campaign, reason, now, part=part)
