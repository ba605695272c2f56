"""Customers' messages: each once in the ledger, of whatever type, under one row per person, and told once as new."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import event, select, text
from tests.factories import make_number
from tests.features.webhooks.event_makers import PHONE_NUMBER_ID, at, inbound

from harkara.core.contacts.models import Contact
from harkara.core.messages.models import Message
from harkara.features.webhooks.errors import UnknownNumberError
from harkara.features.webhooks.inbound import NewInbound, apply_inbound
from harkara.integrations.whatsapp.webhooks.events import InboundMessage
from harkara.kit.db import Database
from harkara.kit.jobs import JobQueue

PRIYA = "919812345678"
BSUID = "IN.13491208655302741918"


@pytest.fixture
async def number_id(database: Database) -> int:
    async with database.transaction() as session:
        return (await make_number(session, phone_number_id=PHONE_NUMBER_ID)).id


async def receive(database: Database, *events: InboundMessage) -> list[NewInbound]:
    async with database.transaction() as session:
        return await apply_inbound(session, JobQueue(), events)


async def messages(database: Database) -> Sequence[Message]:
    async with database.transaction() as session:
        return (await session.scalars(select(Message).order_by(Message.id))).all()


async def contacts(database: Database) -> Sequence[Contact]:
    async with database.transaction() as session:
        return (await session.scalars(select(Contact).order_by(Contact.id))).all()


async def test_a_message_is_recorded_with_its_customer_and_told_as_new(database: Database, number_id: int) -> None:
    sent = inbound(
        "wamid.A", wa_id=PRIYA, bsuid=BSUID, second=5, name="Priya", username="priya", target_wamid="wamid.0"
    )
    (new,) = await receive(database, sent)
    (message,), (contact,) = await messages(database), await contacts(database)
    assert new == NewInbound(message.id, number_id, contact.id, "text", at(5), is_group=False)
    assert (message.wamid, message.direction, message.type, message.status) == ("wamid.A", "in", "text", "received")
    assert (message.number_id, message.contact_id, message.created_at) == (number_id, contact.id, at(5))
    assert (message.body, message.payload, message.target_wamid) == ("Hello", sent.content, "wamid.0")
    assert (contact.wa_id, contact.bsuid, contact.profile_name, contact.username) == (PRIYA, BSUID, "Priya", "priya")
    assert (contact.last_inbound_at, contact.wa_id_at, contact.bsuid_at) == (at(5), at(5), at(5))


async def test_a_message_delivered_again_changes_nothing_and_is_not_new(database: Database, number_id: int) -> None:
    first = inbound("wamid.A", wa_id=PRIYA, name="Priya", second=5)
    assert len(await receive(database, first, first)) == 1
    before = [vars(row) for row in await messages(database)]
    assert await receive(database, first) == []
    assert await receive(database, inbound("wamid.A", wa_id="919999999999", name="Other", second=9)) == []
    after = [vars(row) for row in await messages(database)]
    assert [_plain(row) for row in after] == [_plain(row) for row in before]
    assert [(row.wa_id, row.profile_name) for row in await contacts(database)] == [(PRIYA, "Priya")]


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "_sa_instance_state"}


@pytest.mark.parametrize(
    ("kind", "body", "target"),
    [
        ("image", "A caption", None),
        ("interactive", None, None),
        ("reaction", "🙏", "wamid.OUT"),
        ("edit", "Better words", "wamid.OLD"),
        ("revoke", None, "wamid.OLD"),
        ("system", "User changed number", None),
        ("unsupported", None, None),
        ("hologram", None, None),
    ],
)
async def test_every_type_is_a_row_of_its_own(
    database: Database, number_id: int, kind: str, body: str | None, target: str | None
) -> None:
    await receive(database, inbound("wamid.OLD", wa_id=PRIYA))
    (new,) = await receive(
        database, inbound("wamid.B", wa_id=PRIYA, type=kind, body=body, target_wamid=target, second=1)
    )
    original, message = await messages(database)
    assert (message.type, message.body, message.target_wamid, new.type) == (kind, body, target, kind)
    assert original.body == "Hello"
    (contact,) = await contacts(database)
    assert contact.last_inbound_at == at(0 if kind == "system" else 1)


async def test_a_group_message_is_kept_with_its_group_and_marked(database: Database, number_id: int) -> None:
    (new,) = await receive(database, inbound("wamid.G", wa_id=PRIYA, group_id="12036304@g.us"))
    (message,), (contact,) = await messages(database), await contacts(database)
    assert new.is_group
    assert message.payload is not None
    assert (message.payload["group_id"], message.contact_id) == ("12036304@g.us", contact.id)
    assert contact.last_inbound_at is None


async def test_a_message_that_names_nobody_is_kept(database: Database, number_id: int) -> None:
    (new,) = await receive(database, inbound("wamid.A"))
    assert new.contact_id is None
    assert len(await messages(database)) == 1


async def test_messages_to_unknown_numbers_are_named_before_anything_is_written(
    database: Database, number_id: int
) -> None:
    good, stray = inbound("wamid.A", wa_id=PRIYA), inbound("wamid.B", wa_id=PRIYA, phone_number_id="999")
    with pytest.raises(UnknownNumberError, match="Phone number id 999 is not connected") as caught:
        await receive(database, good, stray)
    assert caught.value.messages == (stray,)
    assert await messages(database) == []
    assert len(await receive(database, good)) == 1


async def test_a_deleted_number_keeps_its_history(database: Database) -> None:
    async with database.transaction() as session:
        await make_number(session, phone_number_id=PHONE_NUMBER_ID, deleted_at=at(0), is_active=False)
    assert len(await receive(database, inbound("wamid.A", wa_id=PRIYA))) == 1


async def test_the_newest_name_stays_whatever_the_order(database: Database, number_id: int) -> None:
    await receive(database, inbound("wamid.B", wa_id=PRIYA, name="New", second=9))
    await receive(database, inbound("wamid.A", wa_id=PRIYA, name="Old", username="first", second=1))
    (contact,) = await contacts(database)
    assert (contact.profile_name, contact.username, contact.last_inbound_at) == ("New", "first", at(9))


async def test_a_recipient_of_a_campaign_who_answers_is_the_same_customer(database: Database, number_id: int) -> None:
    async with database.transaction() as session:
        session.add(Contact(wa_id=PRIYA))
    (known,) = await contacts(database)
    (new,) = await receive(database, inbound("wamid.A", wa_id=PRIYA, bsuid=BSUID))
    assert new.contact_id == known.id
    assert [row.bsuid for row in await contacts(database)] == [BSUID]


async def test_two_rows_that_are_one_person_become_the_older_one_with_all_that_was_theirs(
    database: Database, number_id: int
) -> None:
    await receive(database, inbound("wamid.A", bsuid=BSUID, second=1), inbound("wamid.B", wa_id=PRIYA, second=2))
    older, newer = await contacts(database)
    async with database.transaction() as session:
        await session.execute(text("UPDATE contacts SET reply_count = 20 + id % 2"))
        await session.execute(
            text("UPDATE contacts SET marketing_opted_out = true, marketing_opted_out_at = :at WHERE id = :id"),
            {"id": newer.id, "at": at(0)},
        )
        await session.execute(
            text("INSERT INTO reply_queue (number_id, contact_id, recipient, body) VALUES (1, :id, 'x', 'y')"),
            {"id": newer.id},
        )
    await receive(database, inbound("wamid.C", wa_id=PRIYA, bsuid=BSUID, second=3))
    (one,) = await contacts(database)
    assert (one.id, one.wa_id, one.bsuid, one.reply_count) == (older.id, PRIYA, BSUID, 41)
    assert (one.marketing_opted_out, one.last_inbound_at) == (True, at(3))
    assert {row.contact_id for row in await messages(database)} == {one.id}
    async with database.transaction() as session:
        assert (await session.execute(text("SELECT contact_id FROM reply_queue"))).scalar_one() == one.id
        job = (await session.execute(text("SELECT args FROM procrastinate_jobs"))).scalar_one()
    assert job == {"absorbed": newer.id, "survivor": older.id}


async def test_statements_do_not_grow_with_messages(database: Database, number_id: int) -> None:
    statements: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    batch = [inbound(f"wamid.{n}", wa_id=f"9198{n % 700:08}", second=n) for n in range(1000)]
    assert len(await receive(database, *batch)) == 1000
    event.remove(database.engine.sync_engine, "before_cursor_execute", note)
    assert len(statements) < 12


async def test_two_processors_with_the_same_and_crossed_customers_neither_deadlock_nor_double(
    database: Database, number_id: int
) -> None:
    batch = [inbound(f"wamid.{n}", wa_id=f"91980000{n:04}", bsuid=f"IN.{n}", second=n) for n in range(60)]
    halves = [inbound(f"wamid.h{n}", bsuid=f"IN.{n}", second=n) for n in range(0, 60, 2)]
    rounds = [batch, batch[::-1], halves, halves[::-1], batch[30:] + batch[:30]]
    results = await asyncio.gather(*(receive(database, *events) for events in rounds))
    assert sum(len(news) for news in results) == 90
    assert len(await messages(database)) == 90
    assert len(await contacts(database)) == 60
