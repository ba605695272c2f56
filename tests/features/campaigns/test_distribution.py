"""Equal chunks per template in file order, the remainder to the last."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harkara.features.campaigns.distribution import split_evenly


@pytest.mark.parametrize(
    ("contacts", "batches", "sizes"),
    [(10, 1, [10]), (10, 2, [5, 5]), (11, 3, [3, 3, 5]), (2, 3, [0, 0, 2]), (0, 2, [0, 0])],
)
def test_examples(contacts: int, batches: int, sizes: list[int]) -> None:
    assert split_evenly(contacts, batches) == sizes


@given(st.integers(0, 200_000), st.integers(1, 100))
def test_nobody_is_left_out_or_sent_to_twice(contacts: int, batches: int) -> None:
    sizes = split_evenly(contacts, batches)
    assert sum(sizes) == contacts
    assert len(sizes) == batches
    assert len(set(sizes[:-1])) <= 1
    assert 0 <= sizes[-1] - sizes[0] < batches
