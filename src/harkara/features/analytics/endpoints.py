"""Figures over HTTP."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from harkara.features.analytics import service
from harkara.features.analytics.schemas import DailyOut, SummaryOut
from harkara.kit.inputs import QueryId
from harkara.kit.parts import ClockDep
from harkara.kit.transactions import SessionDep

router = APIRouter(prefix="/api/analytics", tags=["analytics"])

FirstDay = Annotated[date | None, Query(alias="from", description="First day (IST); 30 days back if left out")]
LastDay = Annotated[date | None, Query(alias="to", description="Last day (IST); today if left out")]


@router.get("/summary")
async def analytics_summary(session: SessionDep, clock: ClockDep) -> SummaryOut:
    """Return totals over all numbers: today, yesterday, the last 7 and 30 days; and how many campaigns run or wait."""
    return await service.summary(session, clock.now())


@router.get("/numbers/daily")
async def daily_figures(
    session: SessionDep, clock: ClockDep, first: FirstDay = None, last: LastDay = None, number_id: QueryId = None
) -> DailyOut:
    """List what each number sent, and what became of it, by day; at most 366 days."""
    return await service.daily(session, first, last, number_id, clock.now())
