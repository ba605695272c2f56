"""A model's answer becomes one WhatsApp message, or none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harkara.features.replies.wording import LONGEST, fit


@pytest.mark.parametrize(
    ("answer", "sent"),
    [
        ("  Hello!\r\nHow are you?\n", "Hello!\nHow are you?"),
        ("", ""),
        (" \n\t", ""),
        ("\x00\x07", ""),
        ("a\x00b\ud800c", "abc"),
        ("<think>They want a price.</think>\n₹1,299", "₹1,299"),
        ("<think>cut off in the middle", ""),
        ("x" * LONGEST, "x" * LONGEST),
        ("One. " * 2000, ("One. " * 819).rstrip()),
        ("नमस्ते। " * 2000, ("नमस्ते। " * 512).rstrip()),
        ("Short. " + "word " * 2000, "Short. " + ("word " * 817).rstrip() + "…"),
        ("x" * 5000, "x" * (LONGEST - 1) + "…"),
    ],
    ids=lambda text: repr(text[:20]),
)
def test_table(answer: str, sent: str) -> None:
    assert fit(answer) == sent


@given(st.text(alphabet=st.characters(), max_size=200).map(lambda text: text * 40))
def test_any_text_fits_and_can_be_stored(answer: str) -> None:
    sent = fit(answer)
    assert len(sent) <= LONGEST
    assert sent == sent.strip()
    assert "\x00" not in sent
    sent.encode()
