"""What Meta reports about messages, applied by rank and in batches. Never downgrades, ignores duplicates, loses nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.kit.queries import load_queries

QUERIES = load_queries(__file__)


@dataclass(frozen=True, slots=True)
class ReportedStatus:
    """One status of one message; `pricing` is Meta's object as JSON text."""

    wamid: str
    status: str
    occurred_at: datetime
    error_code: int | None = None
    error_title: str | None = None
    error_details: str | None = None
    pricing: str | None = None


@dataclass(frozen=True, slots=True)
class GivenUp:
    """What became of statuses whose message stayed unknown: most are another program's on the same number."""

    unknown: int
    applied: int


async def record_statuses(session: AsyncSession, reported: Sequence[ReportedStatus]) -> int:
    """Log the statuses and apply the new ones; return how many were new. Unknown messages' statuses are parked.

    Once per transaction, and last among what moves the ledger: it locks rows from messages to days (docs/message-lifecycle.md).
    """
    if not reported:
        return 0
    logged = (
        await session.execute(
            QUERIES["log_statuses"],
            {
                "wamids": [event.wamid for event in reported],
                "statuses": [event.status for event in reported],
                "occurred_at": [event.occurred_at for event in reported],
                "error_codes": [event.error_code for event in reported],
                "error_titles": [event.error_title for event in reported],
                "error_details": [event.error_details for event in reported],
                "pricings": [event.pricing for event in reported],
            },
        )
    ).all()
    await _apply(session, [row.id for row in logged if not row.is_parked])
    return len(logged)


async def apply_parked(session: AsyncSession) -> int:
    """Apply statuses that came before their message was recorded; return how many found it now."""
    ids = list((await session.scalars(QUERIES["unpark"])).all())
    await _apply(session, ids)
    return len(ids)


async def give_up(session: AsyncSession) -> GivenUp:
    """Look a last time at what has been parked for ten minutes: apply what is known now, let go of the rest, count both."""
    due = (await session.execute(QUERIES["give_up"])).all()
    known = [row.id for row in due if row.is_known]
    await _apply(session, known)
    return GivenUp(unknown=len(due) - len(known), applied=len(known))


async def forget_logs(session: AsyncSession, wamids: Collection[str]) -> None:
    """Remove what was reported of these messages; what it has moved stays moved."""
    if wamids:
        await session.execute(QUERIES["forget_logs"], {"wamids": list(wamids)})


async def _apply(session: AsyncSession, log_ids: list[int]) -> None:
    if log_ids:
        await session.execute(QUERIES["apply_statuses"], {"log_ids": log_ids})
