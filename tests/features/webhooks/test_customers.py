"""What customers choose and who they become: the newest word counts, and whatever happens one person is one row."""

from __future__ import annotations

import asyncio
import itertools
import random
from collections.abc import Sequence
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from tests.databases import empty
from tests.factories import make_number
from tests.features.webhooks.event_makers import PHONE_NUMBER_ID, at, change, failed, inbound, preference

from harkara.core.contacts import service
from harkara.core.contacts.models import Contact, FormerId
from harkara.core.messages.models import Message
from harkara.features.webhooks.customers import apply_identity_changes, apply_preferences
from harkara.features.webhooks.failures import heed_failures
from harkara.features.webhooks.inbound import apply_inbound
from harkara.integrations.whatsapp.webhooks.events import IdentityChange, InboundMessage, PreferenceEvent, StatusEvent
from harkara.kit.db import Database
from harkara.kit.jobs import JobQueue

PRIYA = "919812345678"
NEW_PHONE = "919800000001"
BSUID = "IN.13491208655302741918"
NEW_BSUID = "IN.9999"


async def apply(database: Database, *events: InboundMessage | IdentityChange | PreferenceEvent | StatusEvent) -> None:
    """Apply events one transaction after another, as they come."""
    jobs = JobQueue()
    for event in events:
        async with database.transaction() as session:
            if isinstance(event, InboundMessage):
                await apply_inbound(session, jobs, [event])
            elif isinstance(event, IdentityChange):
                await apply_identity_changes(session, jobs, [event])
            elif isinstance(event, PreferenceEvent):
                await apply_preferences(session, jobs, [event])
            else:
                await heed_failures(session, jobs, [event])


async def contacts(database: Database) -> Sequence[Contact]:
    async with database.transaction() as session:
        return (await session.scalars(select(Contact).order_by(Contact.id))).all()


async def choice(database: Database) -> list[tuple[bool, datetime | None]]:
    return [(row.marketing_opted_out, row.marketing_opted_out_at) for row in await contacts(database)]


@pytest.fixture
async def number_id(database: Database) -> int:
    async with database.transaction() as session:
        return (await make_number(session, phone_number_id=PHONE_NUMBER_ID)).id


class TestMarketing:
    @pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
    async def test_the_newest_word_counts_in_any_order(self, database: Database, order: tuple[int, ...]) -> None:
        words = [preference("stop", 1), preference("resume", 5), preference("stop", 9), preference("resume", 12)]
        await apply(database, *(words[place] for place in order))
        assert await choice(database) == [(False, at(12))]
        await apply(database, words[2])
        assert await choice(database) == [(False, at(12))]

    async def test_in_one_batch_too(self, database: Database) -> None:
        async with database.transaction() as session:
            await apply_preferences(
                session,
                JobQueue(),
                [preference("stop", 9), preference("resume", 5), preference("stop", 3, wa_id=NEW_PHONE)],
            )
        assert sorted(await choice(database), key=str) == [(True, at(3)), (True, at(9))]

    @pytest.mark.parametrize("words", [("stop", "resume"), ("resume", "stop")])
    async def test_of_two_at_the_same_second_the_refusal_counts(
        self, database: Database, words: tuple[str, str]
    ) -> None:
        await apply(database, *(preference(word, 5) for word in words))
        assert await choice(database) == [(True, at(5))]

    async def test_a_customer_not_seen_before_is_created_by_either_id(self, database: Database) -> None:
        await apply(database, preference("stop", 1, wa_id=None, bsuid=BSUID))
        (contact,) = await contacts(database)
        assert (contact.wa_id, contact.bsuid, contact.marketing_opted_out) == (None, BSUID, True)

    @pytest.mark.parametrize(
        "event", [preference("signup", 1), preference("stop", 1, category="jokes"), preference("stop", 1, wa_id=None)]
    )
    async def test_what_is_no_choice_changes_nothing(self, database: Database, event: PreferenceEvent) -> None:
        await apply(database, event)
        assert await contacts(database) == []

    async def test_a_failed_status_that_says_so_is_a_refusal_of_its_time(
        self, database: Database, number_id: int
    ) -> None:
        await apply(database, failed("wamid.1", 131050, second=5), failed("wamid.2", 131026, recipient=NEW_PHONE))
        (contact,) = await contacts(database)
        assert (contact.wa_id, contact.marketing_opted_out, contact.marketing_opted_out_at) == (PRIYA, True, at(5))
        await apply(database, preference("resume", 9), failed("wamid.1", 131050, second=5))
        assert await choice(database) == [(False, at(9))]

    async def test_a_label_of_a_button_is_no_choice(self, database: Database, number_id: int) -> None:
        await apply(database, inbound("wamid.A", wa_id=PRIYA, type="button", body="Stop promotions"))
        assert await choice(database) == [(False, None)]


class TestIdentity:
    async def test_a_new_number_keeps_history_and_choices(self, database: Database, number_id: int) -> None:
        await apply(
            database,
            inbound("wamid.A", wa_id=PRIYA, bsuid=BSUID, second=1),
            preference("stop", 2),
            change(5, old=(PRIYA, BSUID), new=(NEW_PHONE, NEW_BSUID)),
            inbound("wamid.B", wa_id=NEW_PHONE, second=7),
        )
        (contact,) = await contacts(database)
        assert (contact.wa_id, contact.bsuid, contact.marketing_opted_out) == (NEW_PHONE, NEW_BSUID, True)
        async with database.transaction() as session:
            former = {row.value: row.contact_id for row in await session.scalars(select(FormerId))}
            assert set((await session.scalars(select(Message.contact_id))).all()) == {contact.id}
        assert former == {PRIYA: contact.id, BSUID: contact.id}

    async def test_a_change_of_someone_unknown_is_not_lost(self, database: Database, number_id: int) -> None:
        await apply(
            database,
            change(5, old=(PRIYA, None), new=(NEW_PHONE, None)),
            inbound("wamid.A", wa_id=PRIYA, second=1),
            inbound("wamid.B", wa_id=NEW_PHONE, second=9),
        )
        assert [contact.wa_id for contact in await contacts(database)] == [NEW_PHONE]

    async def test_if_the_new_id_has_a_row_the_two_become_one(self, database: Database, number_id: int) -> None:
        await apply(
            database,
            inbound("wamid.A", wa_id=PRIYA, second=1),
            inbound("wamid.B", wa_id=NEW_PHONE, second=9),
            change(5, old=(PRIYA, None), new=(NEW_PHONE, None)),
        )
        (contact,) = await contacts(database)
        assert contact.wa_id == NEW_PHONE
        async with database.transaction() as session:
            assert set((await session.scalars(select(Message.contact_id))).all()) == {contact.id}

    async def test_numbers_that_go_round_within_a_batch(self, database: Database, number_id: int) -> None:
        await apply(
            database, inbound("wamid.A", wa_id="911", bsuid="IN.1"), inbound("wamid.B", wa_id="912", bsuid="IN.2")
        )
        async with database.transaction() as session:
            await apply_inbound(
                session,
                JobQueue(),
                [
                    inbound("wamid.C", wa_id="913", bsuid="IN.2", second=5),
                    inbound("wamid.D", bsuid="IN.1", second=6),
                ],
            )
            await apply_identity_changes(session, JobQueue(), [change(9, old=("911", "IN.1"), new=("912", None))])
        assert [(row.wa_id, row.bsuid) for row in await contacts(database)] == [("912", "IN.1"), ("913", "IN.2")]

    async def test_what_others_wrote_during_a_merge_follows(self, database: Database, number_id: int) -> None:
        await apply(database, inbound("wamid.A", wa_id=PRIYA), inbound("wamid.B", bsuid=BSUID))
        survivor, absorbed = [row.id for row in await contacts(database)]
        await apply(database, inbound("wamid.C", wa_id=PRIYA, bsuid=BSUID, second=1))
        async with database.transaction() as session:
            await session.execute(
                text(
                    "INSERT INTO messages (wamid, direction, type, number_id, contact_id, status)"
                    " VALUES ('wamid.LATE', 'out', 'template', 1, :id, 'sent')"
                ),
                {"id": absorbed},
            )
            await service.repoint(session, absorbed, survivor)
            assert set((await session.scalars(select(Message.contact_id))).all()) == {survivor}

    async def test_a_customer_a_campaign_makes_at_the_same_time_is_taken_over(
        self, database: Database, number_id: int
    ) -> None:
        """The campaign's row is not seen when the customer's new number is looked up, and is there when it is written."""
        await apply(database, inbound("wamid.A", bsuid=BSUID))
        async with database.transaction() as campaign:
            campaign.add(Contact(wa_id=PRIYA))
            await campaign.flush()
            taking = asyncio.create_task(apply(database, inbound("wamid.B", wa_id=PRIYA, bsuid=BSUID, second=1)))
            await _until_someone_waits(database)
        await taking
        (contact,) = await contacts(database)
        assert (contact.wa_id, contact.bsuid) == (PRIYA, BSUID)


async def _until_someone_waits(database: Database) -> None:
    """Return once a transaction waits for another one's."""
    query = text("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'")
    while True:
        async with database.engine.connect() as looking:
            if (await looking.execute(query)).scalar_one():
                return


def a_story(seed: int) -> list[InboundMessage | IdentityChange | PreferenceEvent]:
    """Three people who write, move and choose: whoever writes with both ids, or of whom Meta tells, can be followed."""
    chance = random.Random(seed)
    events: list[InboundMessage | IdentityChange | PreferenceEvent] = []
    for who in range(3):
        wa_id, bsuid = f"9198000000{who}0", f"IN.{who}0"
        for era in range(3):
            second = era * 100
            for each in range(chance.randint(1, 2)):
                ids = [(wa_id, bsuid), (wa_id, None), (None, bsuid)][chance.randrange(3) if each else 0]
                events.append(
                    inbound(f"wamid.{who}.{era}.{each}", wa_id=ids[0], bsuid=ids[1], second=second + each + 1)
                )
            events.append(preference(chance.choice(["stop", "resume"]), second + 50, wa_id=wa_id))
            if era < 2:
                old, wa_id = (wa_id, bsuid), f"9198000000{who}{era + 1}"
                bsuid = chance.choice([bsuid, f"IN.{who}{era + 1}"])
                events.append(change(second + 90, old=old, new=(wa_id, bsuid if bsuid != old[1] else None)))
    return events


@given(seed=st.integers(0, 10_000), order=st.randoms(use_true_random=False), size=st.integers(1, 9))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
async def test_any_order_in_any_batches_ends_with_one_row_per_person_and_every_message_under_it(
    database: Database, seed: int, order: random.Random, size: int
) -> None:
    await empty(database)
    async with database.transaction() as session:
        await make_number(session, phone_number_id=PHONE_NUMBER_ID)
    events = a_story(seed)
    newest = {event.customer.wa_id: event for event in events if isinstance(event, PreferenceEvent)}
    shuffled = events[:]
    order.shuffle(shuffled)
    again = shuffled[: len(shuffled) // 2]
    jobs = JobQueue()
    for batch in _batches(shuffled + again, size):
        async with database.transaction() as session:
            await apply_inbound(session, jobs, [each for each in batch if isinstance(each, InboundMessage)])
            await apply_identity_changes(session, jobs, [each for each in batch if isinstance(each, IdentityChange)])
            await apply_preferences(session, jobs, [each for each in batch if isinstance(each, PreferenceEvent)])
    everyone = await contacts(database)
    assert sorted(row.wa_id or "" for row in everyone) == [f"9198000000{who}2" for who in range(3)]
    assert [row.marketing_opted_out for row in everyone] == [newest[row.wa_id].value == "stop" for row in everyone]
    by_person = {row.id: (row.wa_id or "")[-2] for row in everyone}
    async with database.transaction() as session:
        for message in await session.scalars(select(Message)):
            assert by_person[message.contact_id or 0] == message.wamid.split(".")[1]


def _batches(
    events: Sequence[InboundMessage | IdentityChange | PreferenceEvent], size: int
) -> list[Sequence[InboundMessage | IdentityChange | PreferenceEvent]]:
    return [events[start : start + size] for start in range(0, len(events), size)]


async def test_processors_with_the_same_story_at_once_neither_deadlock_nor_double(
    database: Database, number_id: int
) -> None:
    events = a_story(7)
    await asyncio.gather(
        *(apply(database, *random.Random(seed).sample(events, len(events))) for seed in range(4)),
    )
    assert sorted(row.wa_id or "" for row in await contacts(database)) == [f"9198000000{who}2" for who in range(3)]
