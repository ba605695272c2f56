"""What became of customers' messages, day by day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.features.replies import repository
from harkara.features.replies.schemas import ReplyDay, ReplyDays
from harkara.kit.clock import IST
from harkara.kit.errors import FieldError, InvalidInputError

USUAL_DAYS = 30
MOST_DAYS = 92
"""What is older is deleted anyway."""


class BadPeriodError(InvalidInputError):
    """The period ends before it begins, or is too long."""

    code = "bad_period"
    title = "The period is not valid"
    mend = f"Choose at most {MOST_DAYS} days, the first one not after the last."


async def reply_days(session: AsyncSession, first: date | None, last: date | None, now: datetime) -> ReplyDays:
    """Return the days from `first` to `last`, both included; without them the last 30."""
    last = last or now.astimezone(IST).date()
    first = first or last - timedelta(days=min(USUAL_DAYS - 1, (last - date.min).days))
    if not 0 <= (last - first).days < MOST_DAYS or last == date.max:
        raise BadPeriodError(
            f"From {first} to {last}.", fields=(FieldError("from", "must lie shortly before the last"),)
        )
    start, end = _midnight(first), _midnight(last + timedelta(days=1))
    figures = {row.day: row for row in await repository.days(session, start, end)}
    reasons: dict[date, dict[str, int]] = {}
    for row in await repository.skips(session, start, end):
        reasons.setdefault(row.day, {})[row.reason] = row.messages
    days = [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
    return ReplyDays(days=[_day(day, figures.get(day), reasons.get(day, {})) for day in days])


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), IST)


def _day(day: date, row: Row[Any] | None, reasons: dict[str, int]) -> ReplyDay:
    counts = ("inbound", "replied", "skipped", "waiting", "replies", "prompt_tokens", "completion_tokens")
    return ReplyDay(
        day=day,
        skipped_by_reason=reasons,
        median_latency_ms=_rounded(None if row is None else row.median_latency_ms),
        median_wait_ms=_rounded(None if row is None else row.median_wait_ms),
        **{name: 0 if row is None else int(getattr(row, name)) for name in counts},
    )


def _rounded(milliseconds: float | None) -> int | None:
    return None if milliseconds is None else round(milliseconds)
