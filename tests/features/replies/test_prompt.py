"""What the model sees: roles, order, ten messages, notes for what is no text."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories import make_campaign
from tests.features.replies.stage import ReplyStage

from harkara.features.replies.prompt import CONTEXT_MESSAGES, PastMessage, compose

START = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)


def past(id_: int, text: str | None, *, seconds: float = 0, inbound: bool = True, kind: str = "text") -> PastMessage:
    return PastMessage(id_, inbound, kind, text, START + timedelta(seconds=seconds))


def test_what_is_unanswered_comes_last_though_it_is_older_than_the_last_reply() -> None:
    question = past(1, "price?")
    typed_meanwhile = PastMessage(2, True, "text", "and delivery?", START + timedelta(seconds=1), is_unanswered=True)
    reply = past(3, "₹1,299", seconds=2, inbound=False)
    turns = compose("", [typed_meanwhile, reply, question])
    assert [(turn["role"], turn["content"]) for turn in turns] == [
        ("user", "price?"),
        ("assistant", "₹1,299"),
        ("user", "and delivery?"),
    ]


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (past(1, "my house", kind="image"), "[The customer sent an image: my house]"),
        (past(1, None, kind="location"), "[The customer sent a location]"),
        (past(1, "🙏", kind="reaction"), "[The customer reacted: 🙏]"),
        (past(1, "I need help", kind="button"), "[The customer tapped a button: I need help]"),
        (past(1, None, kind="hologram"), "[The customer sent a message of the type hologram]"),
        (past(1, "Dear Asha, it is on its way.", inbound=False, kind="template"), "Dear Asha, it is on its way."),
        (past(1, None, inbound=False, kind="template"), "[The business sent a message of the type template]"),
    ],
    ids=str,
)
def test_what_is_no_text_is_a_short_note(message: PastMessage, said: str) -> None:
    assert compose("", [message])[0]["content"] == said


texts = st.none() | st.text(max_size=50)
messages = st.lists(
    st.builds(
        PastMessage,
        st.integers(1, 10**9),
        st.booleans(),
        st.sampled_from(["text", "image", "template", "system", "?"]),
        texts,
        st.integers(0, 10**6).map(lambda seconds: START + timedelta(seconds=seconds)),
        st.booleans(),
    ),
    max_size=30,
)


@given(st.text(max_size=50), messages)
def test_the_system_turn_is_the_numbers_prompt_and_nothing_else(prompt: str, talk: list[PastMessage]) -> None:
    turns = compose(prompt, talk)
    assert [turn["content"] for turn in turns if turn["role"] == "system"] == ([prompt] if prompt.strip() else [])
    assert all(turn["role"] != "system" for turn in turns[1:])
    said = [turn for turn in turns if turn["role"] != "system"]
    assert len(said) == min(len(talk), CONTEXT_MESSAGES)
    assert all(turn["content"] for turn in said)


async def test_a_template_is_what_the_customer_read_and_a_reply_counts_before_it_is_sent(stage: ReplyStage) -> None:
    made = await make_campaign(stage.database, recipients=1)
    await stage.store(None, direction="out", type="template", campaign_contact_id=made.contact_ids[0], seconds_ago=60)
    await stage.write("thanks", seconds_ago=30)
    await stage.answer()
    await stage.write("price?")
    await stage.answer()
    assert [turn["content"] for turn in (await stage.asked())[1]][1:] == [
        "Dear Asha, your order is on its way.",
        "thanks",
        "You are welcome! Tell us any time if we can help. - Asha Sarees",
        "price?",
    ]
