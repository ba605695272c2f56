"""Sums over the numbers' days; never over messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.messages.campaigns import Campaign
from harkara.core.messages.days import NumberDay, NumberHour

# Without a number the index on the day serves it, with one the primary key.
_DAILY = text(
    """SELECT number_id, display_name, day, sent, delivered, read, failed, received
    FROM daily_number_stats
    WHERE day BETWEEN :first AND :last AND (CAST(:number_id AS bigint) IS NULL OR number_id = :number_id)
    ORDER BY day, number_id"""
)


# By name, because webhooks stand beside this and not below. What is set aside is rare and goes after 7 days: a small table.
_SET_ASIDE = text("SELECT count(*) FROM webhook_rejects WHERE created_at >= :since")


@dataclass(frozen=True, slots=True)
class Day:
    """What one number did on one day."""

    number_id: int
    display_name: str
    day: date
    sent: int
    delivered: int
    read: int
    failed: int
    received: int


@dataclass(frozen=True, slots=True)
class DayTotals:
    """What all numbers together did on one day."""

    day: date
    sent: int
    delivered: int
    read: int
    failed: int
    received: int


async def daily(session: AsyncSession, first: date, last: date, number_id: int | None) -> list[Day]:
    """Return the days of one or all numbers, oldest first."""
    rows = await session.execute(_DAILY, {"first": first, "last": last, "number_id": number_id})
    return [Day(**row) for row in rows.mappings()]


async def day_totals(session: AsyncSession, first: date, last: date) -> list[DayTotals]:
    """Return what all numbers together did on each day, oldest first; deleted numbers count for what they did."""
    sums = [func.sum(getattr(NumberDay, name)).label(name) for name in DayTotals.__slots__ if name != "day"]
    rows = await session.execute(
        select(NumberDay.day, *sums)
        .where(NumberDay.day.between(first, last))
        .group_by(NumberDay.day)
        .order_by(NumberDay.day)
    )
    return [DayTotals(**row) for row in rows.mappings()]


async def sent_by_hour(session: AsyncSession, midnight: datetime) -> list[int]:
    """Return what all numbers together sent in each of the 24 hours from midnight on."""
    rows = await session.execute(
        select(NumberHour.hour, func.sum(NumberHour.sent))
        .where(NumberHour.hour >= midnight, NumberHour.hour < midnight + timedelta(days=1))
        .group_by(NumberHour.hour)
    )
    sent = {row[0]: int(row[1]) for row in rows}
    return [sent.get(midnight + timedelta(hours=hour), 0) for hour in range(24)]


async def count_campaigns(session: AsyncSession, statuses: Sequence[str]) -> dict[str, int]:
    """Return how many campaigns are in each of these states."""
    rows = await session.execute(
        select(Campaign.status, func.count()).where(Campaign.status.in_(statuses)).group_by(Campaign.status)
    )
    return {row[0]: row[1] for row in rows}


async def count_set_aside(session: AsyncSession, since: datetime) -> int:
    """Return how many items of webhook events were set aside since then and are still there: a replay takes them away."""
    return await session.scalar(_SET_ASIDE, {"since": since}) or 0
