"""The mark in biz_opaque_callback_data."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harkara.core.messages.attempt import AttemptId, parse_attempt_id


@given(contact_id=st.integers(1, 10**15), attempt=st.integers(1, 99))
def test_round_trip(contact_id: int, attempt: int) -> None:
    mark = AttemptId("a1b2c3d4e5", contact_id, attempt)
    assert parse_attempt_id(str(mark)) == mark
    assert len(str(mark)) <= 512  # Meta's limit


@pytest.mark.parametrize("foreign", [None, "", "camp=17;rcpt=88", "hk:x:1", "hk:x:a:1", "hk:x:१:1", "xx:x:1:1"])
def test_foreign_marks_are_not_ours(foreign: str | None) -> None:
    assert parse_attempt_id(foreign) is None


@given(st.text())
def test_any_text_is_read_without_a_crash(text: str) -> None:
    parse_attempt_id(text)
