"""The table of who is answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.features.replies.stage import Written

from harkara.features.replies.policy import REPLIES_FOR_LIFE, Skip, Standing, is_too_old, judge_message, judge_standing
from harkara.integrations.openai.errors import ChatFault

NOW = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)
MESSAGE = Written(1, 1, 1, "text", NOW)
GOOD = Standing(
    number_is_usable=True, model_is_configured=True, replies_so_far=39, replies_within_a_minute=5, loop_limit=6
)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        *[
            ({"type": kind}, Skip.NOT_TEXT)
            for kind in (
                "image",
                "audio",
                "location",
                "contacts",
                "button",
                "interactive",
                "reaction",
                "edit",
                "system",
            )
        ],
        ({"is_group": True}, Skip.GROUP),
        ({"contact_id": None}, Skip.NOBODY),
    ],
    ids=str,
)
def test_a_message(changes: dict[str, object], reason: Skip | None) -> None:
    assert judge_message(replace(MESSAGE, **changes), is_on=True) is reason


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"number_is_usable": False}, Skip.NUMBER_GONE),
        ({"model_is_configured": False}, Skip.NOT_CONFIGURED),
        ({"replies_so_far": REPLIES_FOR_LIFE}, Skip.QUOTA),
        ({"replies_so_far": REPLIES_FOR_LIFE + 1}, Skip.QUOTA),
        ({"replies_within_a_minute": 6}, Skip.LOOP),
        ({"replies_so_far": REPLIES_FOR_LIFE, "replies_within_a_minute": 6}, Skip.QUOTA),
    ],
    ids=str,
)
def test_the_moment(changes: dict[str, object], reason: Skip | None) -> None:
    assert judge_standing(replace(GOOD, **changes)) is reason


@pytest.mark.parametrize(
    ("age", "too_old"),
    [
        (timedelta(minutes=-3), False),  # Meta's clock is ahead
        (timedelta(hours=23, minutes=54), False),
        (timedelta(hours=23, minutes=56), True),
        (timedelta(days=7), True),
    ],
    ids=str,
)
def test_an_age(age: timedelta, too_old: bool) -> None:
    assert is_too_old(NOW - age, NOW) is too_old


def test_every_failure_of_a_model_is_a_reason() -> None:
    assert {Skip.of(fault).value for fault in ChatFault} == {f"llm_{fault}" for fault in ChatFault}


def test_without_a_model_a_message_is_noted_and_nothing_begins() -> None:
    assert judge_message(MESSAGE, is_on=False) is Skip.NOT_CONFIGURED
    assert judge_message(replace(MESSAGE, type="image"), is_on=False) is Skip.NOT_TEXT
