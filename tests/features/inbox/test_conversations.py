"""The list: who said what last, in which order, and what is left of it after 90 days."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, text
from tests.clocks import START
from tests.factories import make_campaign
from tests.features.inbox.conftest import Inbox, minutes_later

from harkara.core.contacts.models import Contact
from harkara.core.messages.conversations import Exchange, drop_conversations, move_conversations
from harkara.core.messages.models import Conversation, Message
from harkara.core.sender.outcomes import Settlement, settle_replies_sent, settle_sent


async def test_an_item_shows_customer_number_and_last_message(inbox: Inbox) -> None:
    number_id = await inbox.number(display_name="Meena Stores", display_phone_number="+91 98765 00001")
    customer = await inbox.customer(
        "919876543210", profile_name="Asha", username="asha.k", reply_count=12, marketing_opted_out=True
    )
    await inbox.store(customer, number_id, body="Hello")
    await inbox.store(customer, number_id, minutes_later(1), direction="out", body="Good morning!", status="read")

    [item] = (await inbox.get()).body["items"]
    assert item == {
        "id": f"{customer}-{number_id}",
        "customer": {
            "id": customer,
            "phone": "919876543210",
            "name": "Asha",
            "username": "asha.k",
            "bsuid": None,
            "is_bsuid_only": False,
        },
        "number": {"id": number_id, "display_name": "Meena Stores", "display_phone_number": "+91 98765 00001"},
        "last_message": {
            "summary": {"kind": "words", "words": "Good morning!", "count": None, "type": None},
            "text": "Good morning!",
            "type": "text",
            "direction": "out",
            "at": "2026-11-23T06:31:00Z",
            "status": "read",
        },
        "last_message_at": "2026-11-23T06:31:00Z",
        "first_message_at": "2026-11-23T06:30:00Z",
        "reply_quota": {"used": 12, "limit": 40},
        "marketing_opted_out": True,
    }


async def test_a_customer_without_a_phone_is_shown_by_what_there_is(inbox: Inbox) -> None:
    number_id = await inbox.number()
    await inbox.store(await inbox.customer(None, bsuid="IN.1349", username="asha.k"), number_id)

    [item] = (await inbox.get()).body["items"]
    assert (item["customer"]["phone"], item["customer"]["bsuid"]) == (None, "IN.1349")
    assert item["customer"]["is_bsuid_only"]


async def test_a_customer_with_two_numbers_has_two_conversations(inbox: Inbox) -> None:
    first, second = await inbox.number(), await inbox.number()
    customer = await inbox.customer("919876543210")
    await inbox.store(customer, first, body="to the first")
    await inbox.store(customer, second, minutes_later(1), body="to the second")

    items = (await inbox.get()).body["items"]
    assert [item["last_message"]["text"] for item in items] == ["to the second", "to the first"]
    assert await inbox.ids(number_id=first) == [f"{customer}-{first}"]


@pytest.mark.parametrize("limit", [1, 2, 3, 50])
async def test_pages_join_without_gap_or_overlap_at_equal_times(inbox: Inbox, limit: int) -> None:
    numbers = [await inbox.number(), await inbox.number()]
    customers = [await inbox.customer(f"9198765{serial:05}") for serial in range(4)]
    for customer in customers:
        for number_id in numbers:
            await inbox.store(customer, number_id, START)

    expected = [f"{customer}-{number_id}" for customer in reversed(customers) for number_id in reversed(numbers)]
    assert await inbox.ids(limit=limit) == expected
    assert await inbox.ids(limit=limit, number_id=numbers[0]) == expected[1::2]


async def test_a_range_of_days_is_indian_and_includes_both(inbox: Inbox) -> None:
    number_id = await inbox.number()
    ends = {"2026-11-22": "23:59:59", "2026-11-23": "00:00:00", "2026-11-24": "23:59:59", "2026-11-25": "00:00:00"}
    ids: list[str] = []
    for serial, (day, time) in enumerate(ends.items()):
        customer = await inbox.customer(f"9198765{serial:05}")
        at = START.fromisoformat(f"{day}T{time}+05:30")
        await inbox.store(customer, number_id, at)
        ids.insert(0, f"{customer}-{number_id}")

    assert await inbox.ids(**{"from": "2026-11-23", "to": "2026-11-24"}) == ids[1:3]
    assert await inbox.ids(**{"from": "2026-11-25"}) == ids[:1]
    assert await inbox.ids(to="2026-11-22T18:29:59Z") == ids[3:]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"from": "2026-11-24", "to": "2026-11-23"}, "backward_range"),
        ({"from": "24.11.2026"}, "invalid_input"),
        ({"to": "2026-11-24T10:00:00"}, "invalid_input"),
        ({"to": "0001-01-01"}, "invalid_input"),
        ({"q": "a\0b"}, "invalid_input"),
        ({"number_id": 0}, "invalid_input"),
        ({"cursor": "bm90"}, "bad_cursor"),
        ({"cursor": "WyIyMDI2LTExLTIzVDA2OjMwOjAwIiwgMSwgMV0"}, "bad_cursor"),
    ],
)
async def test_wrong_input_is_refused(inbox: Inbox, query: dict[str, str], code: str) -> None:
    answer = await inbox.get(**query)
    assert (answer.status, answer.body["code"]) == (422, code)


async def test_sending_moves_conversations(inbox: Inbox) -> None:
    made = await make_campaign(inbox.database, recipients=2)
    async with inbox.database.transaction() as session:
        await session.execute(text("INSERT INTO contacts (wa_id) SELECT phone FROM campaign_contacts ORDER BY id"))
        customers = list(await session.scalars(select(Contact.id).order_by(Contact.id)))
        sent = [Settlement(id_, 1, f"wamid.{id_}", minutes_later(place)) for place, id_ in enumerate(made.contact_ids)]
        await settle_sent(session, sent)
        await settle_sent(session, sent)

    assert await inbox.ids() == [f"{customer}-{made.number_id}" for customer in reversed(customers)]
    [_, item] = (await inbox.get()).body["items"]
    assert item["last_message"]["text"] == "Dear Asha, your order is on its way."
    assert (item["last_message"]["direction"], item["last_message"]["type"]) == ("out", "template")


async def test_a_reply_moves_its_conversation(inbox: Inbox) -> None:
    number_id = await inbox.number()
    customer = await inbox.customer("919876543210")
    await inbox.store(customer, number_id)
    async with inbox.database.transaction() as session:
        reply = await session.scalar(
            text(
                "INSERT INTO reply_queue (number_id, contact_id, recipient, body) VALUES (:n, :c, '1', 'Hi') RETURNING id"
            ),
            {"n": number_id, "c": customer},
        )
        assert reply is not None
        await settle_replies_sent(session, [Settlement(reply, 1, "wamid.reply", minutes_later(1))])

    [item] = (await inbox.get()).body["items"]
    assert item["last_message"]["text"] == "Hi"
    assert item["last_message_at"] == "2026-11-23T06:31:00Z"


async def test_a_late_message_opens_a_conversation_earlier_and_moves_it_nowhere(inbox: Inbox) -> None:
    number_id = await inbox.number()
    customer = await inbox.customer("919876543210")
    await inbox.store(customer, number_id, minutes_later(5), body="new")
    await inbox.store(customer, number_id, minutes_later(1), body="late")

    [item] = (await inbox.get()).body["items"]
    assert item["last_message"]["text"] == "new"
    assert item["first_message_at"] == "2026-11-23T06:31:00Z"


async def test_batches_with_the_same_customers_in_any_order_do_not_deadlock(inbox: Inbox) -> None:
    async def move(customers: list[int], minutes: int) -> None:
        async with inbox.database.transaction() as session:
            await move_conversations(session, [Exchange(customer, 1, minutes_later(minutes)) for customer in customers])

    customers = list(range(1, 201))
    await asyncio.gather(*(move(customers[::step], minutes) for minutes, step in enumerate([1, -1, 1, -1])))

    async with inbox.database.transaction() as session:
        moved = set(await session.scalars(select(Conversation.last_message_at)))
    assert moved == {minutes_later(3)}


async def test_conversations_go_with_their_last_message(inbox: Inbox) -> None:
    number_id = await inbox.number()
    old, quiet, busy = [await inbox.customer(f"9198765{serial:05}") for serial in range(3)]
    await inbox.store(old, number_id, START - timedelta(days=92))
    await inbox.store(quiet, number_id, START - timedelta(days=91))
    await inbox.store(busy, number_id, START - timedelta(days=91), body="deleted")
    await inbox.store(busy, number_id, START, body="kept")
    cutoff = START - timedelta(days=90)
    async with inbox.database.transaction() as session:
        await session.execute(delete(Message).where(Message.created_at < cutoff))
        assert await drop_conversations(session, cutoff, 1) == 1
        assert await drop_conversations(session, cutoff, 100) == 1
        assert await drop_conversations(session, cutoff, 100) == 0

    assert await inbox.ids() == [f"{busy}-{number_id}"]
    assert (await inbox.get(f"/{quiet}-{number_id}/messages")).status == 404
    thread = (await inbox.get(f"/{busy}-{number_id}/messages")).body
    assert [item["content"]["text"] for item in thread["items"]] == ["kept"]
    assert thread["older_deleted"]


async def test_between_the_two_deletions_the_list_still_works(inbox: Inbox) -> None:
    number_id = await inbox.number()
    customer = await inbox.customer("919876543210")
    await inbox.store(customer, number_id)
    async with inbox.database.transaction() as session:
        await session.execute(delete(Message))

    [item] = (await inbox.get()).body["items"]
    assert item["last_message"] is None
    thread = (await inbox.get(f"/{item['id']}/messages")).body
    assert (thread["items"], thread["older_deleted"]) == ([], True)
