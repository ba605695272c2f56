"""How fast a campaign sent over its life, beside the rate its number was allowed: read from the slices kept while it sent.

Pauses are cut out, because a campaign that was stopped overnight would shrink to two dashes: what is between two pauses is a
stretch, and all stretches have points of the same length, so many that a chart can show them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.messages.tallies import SLICE_SECONDS
from harkara.features.campaigns import repository, tally_rows
from harkara.features.campaigns.errors import CampaignNotFoundError
from harkara.features.campaigns.schemas import PaceOut, PacePoint, PaceStretch, RateStep
from harkara.features.campaigns.tally_rows import Slice

MOST_POINTS = 120
MOST_STRETCHES = 40
_WIDTHS = (10, 20, 30, 60, 120, 300, 600, 1800, 3600, 21_600)
"""Seconds that a point may stand for."""
_PAUSES = (60, 600, 3600, 86_400)
"""Seconds without a message that count as a pause; the shortest that leaves not too many stretches."""
_SLICE = timedelta(seconds=SLICE_SECONDS)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Sending without a pause. `points` are the slices put together, those in between with nothing in them."""

    begins_at: datetime
    ends_at: datetime
    points: list[PacePoint]


async def pace_of(session: AsyncSession, campaign_id: int, now: datetime) -> PaceOut:
    """Return the pace of a campaign; raise CampaignNotFoundError. One that has sent nothing has no stretches."""
    found = await repository.find_campaign(session, campaign_id)
    if found is None:
        raise CampaignNotFoundError(f"There is no campaign {campaign_id}.")
    campaign, number = found
    slices = await tally_rows.list_slices(session, campaign_id)
    stretches = cut(slices, campaign.started_at, campaign.finished_at or now)
    rates = await tally_rows.rates_during(session, number, [(each.begins_at, each.ends_at) for each in stretches])
    return PaceOut(
        stretches=[
            PaceStretch(
                began_at=stretch.begins_at,
                ended_at=stretch.ends_at,
                points=stretch.points,
                rate_at_start=rate.at_start,
                rate_changes=[RateStep.model_validate(change) for change in rate.changes],
            )
            for stretch, rate in zip(stretches, rates, strict=True)
        ]
    )


def cut(slices: Sequence[Slice], started_at: datetime | None, until: datetime) -> list[Stretch]:
    """Cut slices in order of time into stretches, with points that count only the time between `started_at` and `until`."""
    runs = _runs(slices)
    length = sum((run[-1].at - run[0].at + _SLICE).total_seconds() for run in runs)
    width = next((each for each in _WIDTHS if length <= each * MOST_POINTS), _WIDTHS[-1])
    return [_stretch(run, timedelta(seconds=width), started_at, until) for run in runs]


def _runs(slices: Sequence[Slice]) -> list[list[Slice]]:
    runs: list[list[Slice]] = []
    for pause in _PAUSES:
        runs = _split(slices, timedelta(seconds=pause))
        if len(runs) <= MOST_STRETCHES:
            break
    return runs


def _split(slices: Sequence[Slice], pause: timedelta) -> list[list[Slice]]:
    if not slices:
        return []
    runs = [[slices[0]]]
    for before, here in pairwise(slices):
        if here.at - before.at - _SLICE > pause:
            runs.append([])
        runs[-1].append(here)
    return runs


def _stretch(run: list[Slice], width: timedelta, started_at: datetime | None, until: datetime) -> Stretch:
    first, end = run[0].at, run[-1].at + _SLICE
    begins_at = max(first, started_at) if started_at is not None and started_at < first + _SLICE else first
    ends_at = until if run[-1].at < until < end else end
    counts = _counts(run, width)
    points: list[PacePoint] = []
    for place in range(-(-(end - first) // width)):
        at = max(first + place * width, begins_at)
        until_here = min(first + (place + 1) * width, ends_at)
        sent, refused = counts.get(place, (0, 0))
        points.append(PacePoint(at=at, seconds=_at_least_one(until_here - at), sent=sent, refused=refused))
    return Stretch(begins_at, ends_at, points)


def _counts(run: Iterable[Slice], width: timedelta) -> dict[int, tuple[int, int]]:
    counts: dict[int, tuple[int, int]] = {}
    first: datetime | None = None
    for part in run:
        first = first or part.at
        place = (part.at - first) // width
        sent, refused = counts.get(place, (0, 0))
        counts[place] = (sent + part.sent, refused + part.refused)
    return counts


def _at_least_one(length: timedelta) -> float:
    """A few messages in the first instant would make any speed."""
    return max(1.0, round(length.total_seconds(), 1))
