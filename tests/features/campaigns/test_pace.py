"""How fast a campaign sent over its life: slices put together for a chart, pauses cut out, beside the allowed rate."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from tests.clocks import START
from tests.core.messages.ledger import send
from tests.factories import make_campaign
from tests.features.campaigns.campaign_api import CampaignApi

from harkara.features.campaigns.pace import MOST_POINTS, MOST_STRETCHES, Stretch, cut
from harkara.features.campaigns.tally_rows import Slice

LATER = START + timedelta(days=300)
DAYS = 47
"""What hypothesis may draw: with a pause of a day between any two, so many stretches at most."""


def slices(*seconds: int, sent: int = 600, refused: int = 0) -> list[Slice]:
    return [Slice(START + timedelta(seconds=second), sent, refused) for second in seconds]


def figures(stretch: Stretch) -> list[tuple[float, float, int, int]]:
    """Points as (seconds after the start, length, sent, refused)."""
    return [((point.at - START).total_seconds(), point.seconds, point.sent, point.refused) for point in stretch.points]


class TestCutting:
    def test_nothing_sent_is_no_stretch(self) -> None:
        assert cut([], None, LATER) == []

    def test_slices_in_between_have_nothing_in_them(self) -> None:
        [stretch] = cut(slices(0, 10, 40), START, LATER)
        assert figures(stretch) == [(0, 10, 600, 0), (10, 10, 600, 0), (20, 10, 0, 0), (30, 10, 0, 0), (40, 10, 600, 0)]

    def test_a_pause_parts_two_stretches(self) -> None:
        first, second = cut(slices(0, 10, 7200), START, LATER)
        assert (first.begins_at, first.ends_at) == (START, START + timedelta(seconds=20))
        assert figures(second) == [(7200, 10, 600, 0)]

    def test_only_the_time_of_sending_counts_at_both_ends(self) -> None:
        """Started in the middle of a slice, and looked at in the middle of another: the speed must not look halved."""
        now = START + timedelta(seconds=14)
        [stretch] = cut(slices(0, 10), START + timedelta(seconds=6), now)
        assert figures(stretch) == [(6, 4, 600, 0), (10, 4, 600, 0)]
        assert stretch.ends_at == now

    def test_the_first_instant_makes_no_fantastic_speed(self) -> None:
        [stretch] = cut(slices(0), START + timedelta(seconds=9.9), START + timedelta(seconds=10))
        assert [point.seconds for point in stretch.points] == [1]

    def test_a_long_campaign_gets_longer_points(self) -> None:
        [stretch] = cut(slices(*range(0, 7200, 10)), START, LATER)
        assert len(stretch.points) == MOST_POINTS
        assert {(point.seconds, point.sent) for point in stretch.points} == {(60, 3600)}

    @given(st.lists(st.tuples(st.integers(0, DAYS * 8640 - 1), st.integers(0, 5000), st.integers(0, 50)), max_size=300))
    def test_every_message_is_in_one_point_and_no_chart_is_too_long(self, drawn: list[tuple[int, int, int]]) -> None:
        rows = {place * 10: (sent, refused) for place, sent, refused in drawn}
        given_slices = [Slice(START + timedelta(seconds=at), *rows[at]) for at in sorted(rows)]

        stretches = cut(given_slices, START, LATER)

        points = [point for stretch in stretches for point in stretch.points]
        assert sum(point.sent for point in points) == sum(each.sent for each in given_slices)
        assert sum(point.refused for point in points) == sum(each.refused for each in given_slices)
        assert len(stretches) <= max(MOST_STRETCHES, DAYS)
        assert len(points) <= MOST_POINTS + DAYS
        assert all(earlier.at < later.at for earlier, later in pairwise(points))


class TestRoute:
    async def test_what_was_sent_beside_the_rate_that_was_allowed(self, api: CampaignApi) -> None:
        made = await make_campaign(api.database, recipients=4, state="processing")
        await send(api.database, made.contact_ids)
        async with api.database.transaction() as session:
            await session.execute(
                text("UPDATE campaigns SET started_at = :at, finished_at = :end"),
                {"at": START, "end": START + timedelta(seconds=5)},
            )
            await session.execute(
                text(
                    "INSERT INTO rate_changes (number_id, changed_at, from_rate, to_rate, reason, details) VALUES"
                    " (:n, :before, 50, 60, 'raised', 'earlier'), (:n, :during, 60, 48, 'lowered', 'throttled'),"
                    " (:n, :after, 48, 52, 'raised', 'later')"
                ),
                {
                    "n": made.number_id,
                    "before": START - timedelta(hours=1),
                    "during": START + timedelta(seconds=2),
                    "after": START + timedelta(hours=1),
                },
            )

        answer = await api.call("GET", f"/{made.campaign_id}/pace")

        [stretch] = answer.body["stretches"]
        assert [(point["sent"], point["seconds"]) for point in stretch["points"]] == [(4, 5)]
        assert stretch["rate_at_start"] == 60
        assert [(step["to_rate"], step["reason"], step["details"]) for step in stretch["rate_changes"]] == [
            (48, "lowered", "throttled")
        ]

    async def test_a_rate_that_never_changed_is_the_present_one(self, api: CampaignApi) -> None:
        made = await make_campaign(api.database, recipients=2, state="processing")
        await send(api.database, made.contact_ids)
        [stretch] = (await api.call("GET", f"/{made.campaign_id}/pace")).body["stretches"]
        assert (stretch["rate_at_start"], stretch["rate_changes"]) == (60, [])

    async def test_one_that_has_sent_nothing_and_one_that_is_not_there(self, api: CampaignApi) -> None:
        made = await make_campaign(api.database)
        assert (await api.call("GET", f"/{made.campaign_id}/pace")).body == {"stretches": []}
        assert (await api.call("GET", "/999/pace")).status == 404
