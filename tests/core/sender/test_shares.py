"""What a number may have open, and what a worker may have of the numbers."""

from __future__ import annotations

import pytest

from harkara.core.sender.airspace import PROCESS_OPEN, Airspace
from harkara.core.sender.fleet import Census


@pytest.mark.parametrize(
    ("numbers", "workers", "share"), [(12, 1, 12), (12, 4, 3), (12, 5, 3), (1, 4, 1), (0, 3, 0), (13, 4, 4), (3, 0, 3)]
)
def test_shares_cover_all_numbers(numbers: int, workers: int, share: int) -> None:
    census = Census(numbers, workers)
    assert census.share == share
    assert census.share * max(1, workers) >= numbers


def test_a_number_may_have_open_what_four_seconds_of_latency_need() -> None:
    airspace = Airspace()
    assert airspace.has_room(239, 60)
    assert not airspace.has_room(240, 60)


def test_a_crowded_process_still_lets_every_number_send_at_its_rate() -> None:
    airspace = Airspace()
    airspace.open = PROCESS_OPEN
    assert airspace.has_room(299, 1000)
    assert not airspace.has_room(300, 1000)
    assert airspace.has_room(49, 10)
