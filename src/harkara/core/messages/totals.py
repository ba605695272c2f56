"""Writes the totals of campaigns once a second at most: each is a message to every open dashboard (ADR 0029).

What moves with the messages are the totals of the batches, which nobody is told of. A campaign's own are a copy of their sum, so it
makes no difference who writes it, how often, or after which crash.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress

from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.messages.campaigns import Campaign, CampaignTemplate
from harkara.core.messages.statuses import QUERIES
from harkara.kit.database_trouble import DATABASE_TROUBLE, short
from harkara.kit.db import Database
from harkara.kit.logging import get_logger

log = get_logger(__name__)

REST = 1.0
"""Seconds between two writings of a campaign's totals, whichever processes they are of."""

LOOK_EVERY = 0.25
"""Seconds between looks for campaigns that are behind. A look that finds none reads a partial index with nothing in it."""

PATIENCE = 500
"""Milliseconds it waits for a campaign somebody holds: whoever records does for some, whoever starts a batch of 100,000 for seconds."""

TOTALS = ("total_sent", "total_delivered", "total_read", "total_failed", "total_refused")


async def keep_totals(database: Database, stopping: asyncio.Event) -> None:
    """Keep the totals of all campaigns up to date until the process stops; then a last time, for who looks afterwards."""
    while not stopping.is_set():
        await _look(database, REST)
        with suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), LOOK_EVERY)
    await _look(database, 0.0)


async def count_in(database: Database, rest: float) -> None:
    """Write the totals of the campaigns whose batches have moved, of those that were not written for `rest` seconds.

    Each has a transaction of its own: to wait for one while holding another would make the recorders of that one wait too.
    """
    async with database.transaction() as session:
        due = list((await session.scalars(QUERIES["uncounted"], {"rest": rest})).all())
    for campaign_id in due:
        with suppress(
            OperationalError
        ):  # somebody holds it for long, or the database is gone: the next look finds it again, or says so
            async with database.transaction() as session:
                await session.execute(QUERIES["wait_for_locks"], {"milliseconds": str(PATIENCE)})
                if await session.scalar(QUERIES["lock_uncounted"], {"campaign_id": campaign_id, "rest": rest}):
                    await session.execute(QUERIES["count_in"], {"campaign_id": campaign_id})


async def bring_up_to_date(session: AsyncSession, campaign: Campaign) -> None:
    """Give a campaign whose row is held the totals of this moment, written with whatever else changes in it."""
    sums = (func.coalesce(func.sum(getattr(CampaignTemplate, name)), 0) for name in TOTALS)
    row = (await session.execute(select(*sums).where(CampaignTemplate.campaign_id == campaign.id))).one()
    for name, total in zip(TOTALS, row, strict=True):
        setattr(campaign, name, int(total))


async def _look(database: Database, rest: float) -> None:
    try:
        await count_in(database, rest)
    except DATABASE_TROUBLE as error:
        log.warning("the totals of campaigns wait for the database", error=short(error))
