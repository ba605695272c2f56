"""A conversation: every message once, with all that happened to it, in a fixed number of queries."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import event, text
from tests.clocks import START
from tests.factories import make_campaign
from tests.features.inbox.conftest import Inbox, minutes_later

from harkara.core.sender.outcomes import Settlement, settle_sent


@pytest.fixture
async def pair(inbox: Inbox) -> tuple[int, int]:
    """A customer and a number."""
    return await inbox.customer("919876543210", profile_name="Asha"), await inbox.number()


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 50])
async def test_pages_join_at_equal_times(inbox: Inbox, pair: tuple[int, int], limit: int) -> None:
    wamids = [await inbox.store(*pair, minutes_later(serial // 4)) for serial in range(9)]
    assert [item["wamid"] for item in await inbox.thread(*pair, limit=limit)] == wamids[::-1]


async def test_new_messages_do_not_shift_the_next_page(inbox: Inbox, pair: tuple[int, int]) -> None:
    old = [await inbox.store(*pair, minutes_later(serial)) for serial in range(4)]
    first = (await inbox.get(f"/{pair[0]}-{pair[1]}/messages", limit=2)).body
    await inbox.store(*pair, minutes_later(10))
    second = (await inbox.get(f"/{pair[0]}-{pair[1]}/messages", limit=2, cursor=first["next_cursor"])).body

    assert [item["wamid"] for item in first["items"] + second["items"]] == old[::-1]
    assert (second["next_cursor"], second["older_deleted"]) == (None, False)


async def test_other_numbers_and_customers_are_left_out(inbox: Inbox, pair: tuple[int, int]) -> None:
    customer, number_id = pair
    await inbox.store(customer, await inbox.number())
    await inbox.store(await inbox.customer("919812345678"), number_id)
    wamid = await inbox.store(*pair)

    assert [item["wamid"] for item in await inbox.thread(*pair)] == [wamid]


async def test_the_latest_reaction_counts_and_one_taken_back_is_gone(inbox: Inbox, pair: tuple[int, int]) -> None:
    liked, unliked = [await inbox.store(*pair, direction="out", body="Sent!") for _ in range(2)]
    for minutes, (target, emoji) in enumerate([(liked, "👍"), (unliked, "😡"), (liked, "❤️"), (unliked, "")], 1):
        content = {"message_id": target, "emoji": emoji}
        await inbox.receive(*pair, "reaction", content, minutes_later(minutes), target_wamid=target)

    shown = {item["wamid"]: item["reactions"] for item in await inbox.thread(*pair)}
    assert shown == {
        unliked: [],
        liked: [{"emoji": "❤️", "direction": "in", "at": "2026-11-23T06:33:00Z"}],
    }


async def test_an_edit_changes_the_text_and_keeps_the_original(inbox: Inbox, pair: tuple[int, int]) -> None:
    target = await inbox.receive(*pair, "text", {"body": "one"})
    for minutes, body in enumerate(["two", "three"], 1):
        edit = {"original_message_id": target, "message": {"type": "text", "text": {"body": body}}}
        await inbox.receive(*pair, "edit", edit, minutes_later(minutes), target_wamid=target)

    [item] = await inbox.thread(*pair)
    assert item["content"] == {"kind": "text", "text": "three"}
    assert item["original"] == {"kind": "text", "text": "one"}
    assert item["edited_at"] == "2026-11-23T06:32:00Z"


async def test_a_deleted_message_is_marked(inbox: Inbox, pair: tuple[int, int]) -> None:
    target = await inbox.receive(*pair, "text", {"body": "oops"})
    await inbox.receive(*pair, "revoke", {"original_message_id": target}, minutes_later(1), target_wamid=target)

    [item] = await inbox.thread(*pair)
    assert item["revoked_at"] == "2026-11-23T06:31:00Z"


async def test_what_was_done_to_an_unknown_message_stands_alone(inbox: Inbox, pair: tuple[int, int]) -> None:
    edit = {"message": {"type": "text", "text": {"body": "new"}}}
    await inbox.receive(*pair, "edit", edit, minutes_later(0), target_wamid="wamid.gone")
    await inbox.receive(*pair, "reaction", {"emoji": "🙏"}, minutes_later(1), target_wamid="wamid.gone")
    await inbox.receive(*pair, "revoke", {}, minutes_later(2), target_wamid="wamid.gone")

    items = await inbox.thread(*pair)
    assert [item["content"]["kind"] for item in items] == ["revoked", "reaction", "text"]
    assert items[2]["edited_at"] == "2026-11-23T06:30:00Z"


async def test_a_quote_has_an_excerpt_or_at_least_its_wamid(inbox: Inbox, pair: tuple[int, int]) -> None:
    target = await inbox.store(*pair, direction="out", body="Your order is late.")
    await inbox.receive(*pair, "text", {"body": "Why?"}, minutes_later(1), target_wamid=target)
    await inbox.receive(*pair, "text", {"body": "And this?"}, minutes_later(2), target_wamid="wamid.gone")

    gone, known, first = await inbox.thread(*pair)
    assert gone["quoted"] == {"wamid": "wamid.gone", "id": None, "direction": None, "summary": None, "excerpt": None}
    assert known["quoted"] == {
        "wamid": target,
        "id": first["id"],
        "direction": "out",
        "summary": {"kind": "words", "words": "Your order is late.", "count": None, "type": None},
        "excerpt": "Your order is late.",
    }
    assert first["quoted"] is None


async def test_a_reply_shows_what_the_model_spent(inbox: Inbox, pair: tuple[int, int]) -> None:
    spent = {"model": "gpt-5-mini", "latency_ms": 812.4, "prompt_tokens": 340, "completion_tokens": 41}
    await inbox.store(*pair, direction="out", body="Tomorrow.", payload=spent, status="delivered")
    await inbox.store(*pair, minutes_later(1), payload={"type": "text", "text": {"body": "Hi"}, "model": "not ours"})

    theirs, reply = await inbox.thread(*pair)
    assert reply["ai"] == {"model": "gpt-5-mini", "latency_ms": 812, "prompt_tokens": 340, "completion_tokens": 41}
    assert reply["content"] == {"kind": "text", "text": "Tomorrow."}
    assert theirs["ai"] is None


async def test_a_failure_says_why_and_what_to_do(inbox: Inbox, pair: tuple[int, int]) -> None:
    times = {"delivered_at": None, "failed_at": minutes_later(1)}
    await inbox.store(*pair, direction="out", status="failed", error_code=131026, error_details="Meta's words", **times)
    [item] = await inbox.thread(*pair)

    assert item["failed_at"] == "2026-11-23T06:31:00Z"
    assert (item["failure"]["code"], item["failure"]["details"]) == (131026, "Meta's words")
    assert item["failure"]["title"]
    assert item["failure"]["advice"]


async def test_forwarded_and_from_an_advertisement(inbox: Inbox, pair: tuple[int, int]) -> None:
    members = {"context": {"forwarded": True}, "referral": {"headline": "Silk sarees", "source_type": "ad"}}
    await inbox.receive(*pair, "text", {"body": "How much?"}, members=members)

    [item] = await inbox.thread(*pair)
    assert item["is_forwarded"]
    assert item["referral"] == {"headline": "Silk sarees", "body": None, "source_type": "ad", "source_url": None}


COMPONENTS = [
    {"type": "HEADER", "format": "IMAGE"},
    {"type": "BODY", "text": "Dear {{1}}, order {{2}} is on its way."},
    {"type": "FOOTER", "text": "Meena Stores"},
    {"type": "BUTTONS", "buttons": [{"type": "URL", "text": "Track", "url": "https://x.in/o/{{1}}"}]},
]


async def sent_campaign(inbox: Inbox) -> tuple[int, int]:
    """Send a template to one customer; return customer and number."""
    made = await make_campaign(inbox.database, recipients=1)
    async with inbox.database.transaction() as session:
        await session.execute(
            text("UPDATE templates SET components = CAST(:c AS jsonb)"), {"c": json.dumps(COMPONENTS)}
        )
        await session.execute(
            text("UPDATE campaign_contacts SET variables = '{Asha,A-7,a7}', media_url = 'https://cdn.example.in/a.jpg'")
        )
        customer = await session.scalar(
            text("INSERT INTO contacts (wa_id) SELECT phone FROM campaign_contacts RETURNING id")
        )
        assert customer is not None
        await settle_sent(session, [Settlement(made.contact_ids[0], 1, "wamid.campaign", START)])
    return customer, made.number_id


async def test_a_template_is_shown_as_it_was_sent(inbox: Inbox) -> None:
    pair = await sent_campaign(inbox)
    await inbox.receive(*pair, "button", {"text": "Thanks"}, minutes_later(1), target_wamid="wamid.campaign")

    answer, item = await inbox.thread(*pair)
    assert {**item["content"], "name": "", "language": ""} == {
        "kind": "template",
        "name": "",
        "language": "",
        "header": {"format": "IMAGE", "text": None, "url": "https://cdn.example.in/a.jpg"},
        "body": "Dear Asha, order A-7 is on its way.",
        "footer": "Meena Stores",
        "buttons": [{"type": "URL", "text": "Track", "url": "https://x.in/o/a7"}],
    }
    assert item["campaign"]["name"].startswith("Campaign ")
    assert answer["quoted"]["excerpt"] == "Dear Asha, order A-7 is on its way."


async def test_the_number_of_queries_does_not_grow_with_the_page(inbox: Inbox) -> None:
    pair = await sent_campaign(inbox)
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    async def answer(serial: int) -> None:
        await inbox.receive(*pair, "text", {"body": "a"}, minutes_later(serial), target_wamid="wamid.campaign")

    async def queries_of_a_page() -> int:
        statements.clear()
        await inbox.thread(*pair)
        return len(statements)

    event.listen(inbox.database.engine.sync_engine, "before_cursor_execute", note)
    await answer(1)
    few = await queries_of_a_page()
    for serial in range(2, 42):
        await answer(serial)

    assert await queries_of_a_page() == few <= 7


@pytest.mark.parametrize("id", ["0-1", "1", "x-1", "1-1-1", "9999999999999999999-1", "1-999"])
async def test_a_conversation_that_is_not_there(inbox: Inbox, id: str) -> None:
    answer = await inbox.get(f"/{id}/messages")
    assert (answer.status, answer.body["code"]) == (404, "conversation_not_found")
