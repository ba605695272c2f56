"""Reads the figures kept beside a campaign's totals, and the rates its number had meanwhile. By index, a few rows each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.messages.tallies import CampaignPace
from harkara.core.numbers.models import WhatsAppNumber
from harkara.features.campaigns.repository import QUERIES


@dataclass(frozen=True, slots=True)
class Slice:
    """What left the line in ten seconds."""

    at: datetime
    sent: int
    refused: int


@dataclass(frozen=True, slots=True)
class Failure:
    """How many recipients failed with a code, and Meta's words to one of them."""

    error_code: int | None
    failed: int
    example: str | None


@dataclass(frozen=True, slots=True)
class Rates:
    """A number's allowed rate in a stretch of time: at its start, and every change in it."""

    at_start: int
    changes: Sequence[Row[Any]]


async def list_slices(session: AsyncSession, campaign_id: int) -> list[Slice]:
    """Return the slices in which a campaign sent, in order of time."""
    rows = await session.execute(
        select(CampaignPace.slice_at, CampaignPace.sent, CampaignPace.refused)
        .where(CampaignPace.campaign_id == campaign_id)
        .order_by(CampaignPace.slice_at)
    )
    return [Slice(*row) for row in rows]


async def list_failures(session: AsyncSession, campaign_id: int) -> list[Failure]:
    """Return the failures of a campaign by code, the most frequent first."""
    rows = await session.execute(QUERIES["failures"], {"campaign_id": campaign_id})
    return [Failure(*row) for row in rows]


async def rates_during(
    session: AsyncSession, number: WhatsAppNumber, stretches: Sequence[tuple[datetime, datetime]]
) -> list[Rates]:
    """Return a number's rates in each of these stretches of time."""
    times = {"starts": [start for start, _ in stretches], "ends": [end for _, end in stretches], "number_id": number.id}
    changes: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    for row in await session.execute(QUERIES["rate_changes_during"], times):
        changes[row.place].append(row)
    starts = await session.execute(QUERIES["rates_at"], times)
    return [Rates(row.rate, changes[row.place]) for row in starts]
