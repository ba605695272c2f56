"""What the figures of days add up to. A rate here means the same as at a campaign."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.messages.days import ist_day, ist_midnight
from harkara.features.analytics import repository
from harkara.features.analytics.errors import BadRangeError
from harkara.features.analytics.repository import DayTotals
from harkara.features.analytics.schemas import DailyOut, NumberDayOut, SummaryOut, TotalsOut
from harkara.features.campaigns.figures import share

MAX_DAYS = 366
DAYS_UNASKED = 30
"""Days that are shown when no first one is asked for."""


async def daily(
    session: AsyncSession, first: date | None, last: date | None, number_id: int | None, now: datetime
) -> DailyOut:
    """Return the days of one or all numbers; raise BadRangeError."""
    last = last or ist_day(now)
    first = first or last - min(timedelta(days=DAYS_UNASKED - 1), last - date.min)
    if not 0 <= (last - first).days < MAX_DAYS:
        raise BadRangeError(f"From {first} to {last} is not a range of 1 to {MAX_DAYS} days.")
    days = await repository.daily(session, first, last, number_id)
    return DailyOut(items=[NumberDayOut.model_validate(day) for day in days])


async def summary(session: AsyncSession, now: datetime) -> SummaryOut:
    """Return the totals of today, yesterday, the last 7 and 30 days, and what runs now."""
    today = ist_day(now)
    days = await repository.day_totals(session, today - timedelta(days=29), today)
    campaigns = await repository.count_campaigns(session, ["running", "scheduled"])

    def totals(first: int, last: int = 0) -> TotalsOut:
        """Add up from so many days ago to so many days ago."""
        return _add_up(days, today - timedelta(days=first), today - timedelta(days=last))

    return SummaryOut(
        today=totals(0),
        yesterday=totals(1, 1),
        last_7_days=totals(6),
        last_30_days=totals(29),
        sent_by_hour_today=await repository.sent_by_hour(session, ist_midnight(today)),
        sent_by_hour_yesterday=await repository.sent_by_hour(session, ist_midnight(today - timedelta(days=1))),
        running_campaigns=campaigns.get("running", 0),
        scheduled_campaigns=campaigns.get("scheduled", 0),
        set_aside_items=await repository.count_set_aside(session, now - timedelta(days=7)),
    )


def _add_up(days: Sequence[DayTotals], first: date, last: date) -> TotalsOut:
    chosen = [day for day in days if first <= day.day <= last]
    sent = sum(day.sent for day in chosen)
    delivered = sum(day.delivered for day in chosen)
    read = sum(day.read for day in chosen)
    return TotalsOut(
        first_day=first,
        last_day=last,
        sent=sent,
        delivered=delivered,
        read=read,
        failed=sum(day.failed for day in chosen),
        received=sum(day.received for day in chosen),
        delivery_rate=share(delivered, sent),
        read_rate=share(read, delivered),
    )
