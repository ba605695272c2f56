"""Rows of the two tables, changed as the platform changes them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text
from tests.factories import Made, make_campaign

from harkara.core.notifications.news import CampaignCompleted
from harkara.core.notifications.service import notify
from harkara.kit.db import Database

NEWS = CampaignCompleted(campaign="Diwali", sent=100, failed=0, skipped=0)


async def add_notification(database: Database, **changed: Any) -> int:
    values = {"title": "Done", "message": "All were sent.", **changed}
    async with database.transaction() as session:
        await notify(session, NEWS, **values)
        return await session.scalar(text("SELECT max(id) FROM notifications")) or 0


async def add_campaign(database: Database) -> Made:
    return await make_campaign(database, recipients=1)


async def send_some(database: Database, campaign_id: int, count: int = 1) -> None:
    """Move a campaign's total, as the recorder does."""
    async with database.transaction() as session:
        await session.execute(
            text("UPDATE campaigns SET total_sent = total_sent + :count, updated_at = now() WHERE id = :id"),
            {"count": count, "id": campaign_id},
        )
