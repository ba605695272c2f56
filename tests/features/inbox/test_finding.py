"""Whichever way a search takes, it finds what reading every conversation would find, in as many queries however much there is."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, event, insert, select, update
from tests.clocks import START
from tests.factories import make_number

from harkara.core.contacts.models import Contact
from harkara.core.messages.conversations import Exchange, move_conversations
from harkara.core.messages.models import Conversation
from harkara.features.inbox.addresses import ListPlace
from harkara.features.inbox.finding import EFFORT, Effort
from harkara.features.inbox.repository import ConversationFilter, newest_conversations
from harkara.features.inbox.search import Search, Sought, parse_search
from harkara.kit.db import Database

LOOK_ONLY = Effort(looks=(1_000,))
LOOK_TWICE = Effort(looks=(2, 1_000))
FETCH_ALL = Effort(looks=())
LOOK_AMONG = Effort(looks=(), few=0)
LOOK_AMONG_TOO_FEW = Effort(looks=(1,), few=0, among=2)
EFFORTS = [EFFORT, LOOK_ONLY, LOOK_TWICE, FETCH_ALL, LOOK_AMONG, LOOK_AMONG_TOO_FEW]

PHONES = ["919876543210", "919876543211", "919812345678", "14155550123", None]
NAMES = ["Asha Kumari", "ASHA", "माया", "Ravi 100%_sure", "q", None]
TYPED = ["9", "98", "987", "9876", "919876543210", "555", "asha", "As", "q", "%", "मा", "zz", "nobody", "IN.00000002"]

people = st.lists(st.tuples(st.sampled_from(PHONES), st.sampled_from(NAMES)), min_size=4, max_size=8)
exchanges = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 1), st.integers(0, 3)), min_size=8, max_size=16)


@asynccontextmanager
async def stored(
    database: Database, known: list[tuple[str | None, str | None]], said: list[tuple[int, int, int]]
) -> AsyncGenerator[list[int]]:
    """Store customers with conversations of two numbers; yield the numbers, and remove all afterwards."""
    async with database.transaction() as session:
        numbers = [(await make_number(session)).id for _ in range(2)]
        # A phone number is one customer's: whoever comes later with it is known by their user id alone.
        phones = [
            phone if phone not in [other for other, _ in known[:place]] else None
            for place, (phone, _) in enumerate(known)
        ]
        rows = [
            {"wa_id": phone, "bsuid": f"IN.{place:08}", "profile_name": name}
            for place, (phone, (_, name)) in enumerate(zip(phones, known, strict=True))
        ]
        ids = list(await session.scalars(insert(Contact).returning(Contact.id), rows))
        await move_conversations(
            session,
            [Exchange(ids[who % len(ids)], numbers[which], START + timedelta(minutes=at)) for who, which, at in said],
        )
    yield numbers
    async with database.transaction() as session:
        await session.execute(delete(Conversation))
        await session.execute(delete(Contact))


async def naive(
    database: Database, narrowed: ConversationFilter, after: ListPlace | None
) -> list[tuple[datetime, int, int]]:
    """Read everything, and choose and sort it here."""
    async with database.transaction() as session:
        rows = await session.execute(select(Conversation, Contact).join(Contact, Contact.id == Conversation.contact_id))
        found = [
            (talk.last_message_at, talk.contact_id, talk.number_id)
            for talk, customer in rows
            if (narrowed.search is None or _is_meant(customer, narrowed.search))
            and narrowed.number_id in (None, talk.number_id)
            and (narrowed.since is None or talk.last_message_at >= narrowed.since)
            and (narrowed.until is None or talk.last_message_at <= narrowed.until)
        ]
    place = None if after is None else (after.at, after.contact_id, after.number_id)
    return sorted((each for each in found if place is None or each < place), reverse=True)


def _is_meant(customer: Contact, search: Search) -> bool:
    if search.of is Sought.BSUID:
        return customer.bsuid == search.text
    known = [customer.wa_id] if search.of is Sought.NUMBER else [customer.profile_name, customer.username]
    return any(search.text.lower() in (value or "").lower() for value in known)


async def pages(
    database: Database, narrowed: ConversationFilter, limit: int, effort: Effort
) -> list[tuple[datetime, int, int]]:
    """Return the whole list, page by page."""
    found: list[tuple[datetime, int, int]] = []
    while True:
        after = ListPlace(*found[-1]) if found else None
        async with database.transaction() as session:
            page = await newest_conversations(session, narrowed, after, limit, effort)
        found += [(each.last_message_at, each.contact_id, each.number_id) for each in page]
        if len(page) < limit:
            return found


@example(  # More match than the newest two, in which only one does.
    known=[("919876543210", "Asha"), ("14155550123", None), ("919876543211", "Asha")],
    said=[(0, 0, 3), (1, 0, 2), (1, 1, 2), (2, 0, 1), (2, 1, 1)],
    typed="asha",
    number=None,
    days=(None, None),
    limit=2,
)
@given(
    known=people,
    said=exchanges,
    typed=st.sampled_from(TYPED),
    number=st.sampled_from([None, 0, 1]),
    days=st.tuples(st.none() | st.integers(0, 3), st.none() | st.integers(0, 3)),
    limit=st.integers(1, 5),
)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
async def test_every_way_finds_what_reading_everything_finds(
    database: Database,
    known: list[tuple[str | None, str | None]],
    said: list[tuple[int, int, int]],
    typed: str,
    number: int | None,
    days: tuple[int | None, int | None],
    limit: int,
) -> None:
    async with stored(database, known, said) as numbers:
        since, until = (None if day is None else START + timedelta(minutes=day) for day in days)
        number_id = None if number is None else numbers[number]
        narrowed = ConversationFilter(parse_search(typed), number_id, since, until)
        expected = await naive(database, narrowed, None)
        for effort in EFFORTS:
            assert await pages(database, narrowed, limit, effort) == expected, effort


@pytest.mark.parametrize("effort", EFFORTS, ids=range(len(EFFORTS)))
async def test_a_renamed_and_a_merged_customer(database: Database, effort: Effort) -> None:
    said = [(0, 0, 0), (1, 0, 1), (2, 1, 2)]
    async with stored(database, [("919876543210", "Asha"), (None, "Ravi"), ("919812345678", "Asha")], said):
        async with database.transaction() as session:
            asha, ravi, other = await session.scalars(select(Contact.id).order_by(Contact.id))
            await session.execute(update(Contact).where(Contact.id == asha).values(profile_name="Meena"))
            await session.execute(delete(Contact).where(Contact.id == ravi))

        async def found(typed: str) -> list[int]:
            return [who for _, who, _ in await pages(database, ConversationFilter(parse_search(typed)), 5, effort)]

        assert await found("Asha") == [other]
        assert await found("mee") == await found("me") == [asha]
        assert await found("Ravi") == await found("ra") == []


@pytest.mark.parametrize("typed", ["919", "987", "9", "asha", "q", "nobody"])
async def test_the_number_of_queries_is_bounded(database: Database, typed: str) -> None:
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    many = [(place % 8, place % 2, place) for place in range(60)]
    async with stored(database, [("919876543210", "Asha"), *[(None, name) for name in NAMES], (None, None)], many):
        event.listen(database.engine.sync_engine, "before_cursor_execute", note)
        try:
            for effort in (Effort(looks=(1, 2), few=0, among=1), EFFORT):
                async with database.transaction() as session:
                    statements.clear()
                    await newest_conversations(session, ConversationFilter(parse_search(typed)), None, 50, effort)
                    assert len(statements) <= 6  # the settings and at most five
        finally:
            event.remove(database.engine.sync_engine, "before_cursor_execute", note)
