"""Recorders, webhook processors and the recovery at work on the same rows from many connections: none may wait in a circle.

PostgreSQL ends a deadlock by refusing one of the two, so an order of locks that is wrong anywhere makes this fail.
"""

from __future__ import annotations

import asyncio
import itertools
import random
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import text
from tests.clocks import START
from tests.core.messages.ledger import LATER, report, rows, status, sums
from tests.factories import Made, make_campaign, make_number

from harkara.core.messages.days import count_received, ist_day
from harkara.core.messages.totals import count_in
from harkara.core.sender.outcomes import Settlement, settle_replies_sent, settle_sent
from harkara.core.sender.queue import QUERIES
from harkara.kit.db import Database

CAMPAIGNS = 4
RECIPIENTS = 300
ALREADY_SENT, TO_SEND = 200, 250
"""Of each campaign's recipients: the first are sent before the rush, the next in it; of the others each is refused or recovered."""

Work = Callable[[], Awaitable[None]]


@pytest.fixture
async def many(database: Database) -> AsyncGenerator[Database]:
    """The same database through twelve connections."""
    many = Database(database.url, pool_size=12)
    yield many
    await many.close()


def moment(contact_id: int) -> datetime:
    """Return when it was sent: on one of three days."""
    return START + timedelta(days=contact_id % 3)


async def settle(database: Database, contact_ids: Sequence[int]) -> None:
    async with database.transaction() as session:
        settlements = [Settlement(id_, 1, f"wamid.{id_}", moment(id_)) for id_ in contact_ids]
        await settle_sent(session, settlements)


async def refuse(database: Database, contact_ids: Sequence[int]) -> None:
    async with database.transaction() as session:
        await session.execute(
            QUERIES["settle_failed"],
            {
                "ids": list(contact_ids),
                "claimed_at": [START] * len(contact_ids),
                "attempts": [4] * len(contact_ids),
                "error_codes": [131026] * len(contact_ids),
                "error_details": ["why"] * len(contact_ids),
                "failed_at": [moment(id_) for id_ in contact_ids],
            },
        )


async def recover(database: Database) -> None:
    for query in ("recover_stuck", "recover_stuck_replies"):
        async with database.transaction() as session:
            await session.execute(QUERIES[query], {"stuck_after": 0.0, "max_attempts": 4})


async def settle_replies(database: Database, reply_ids: Sequence[int]) -> None:
    async with database.transaction() as session:
        settlements = [Settlement(id_, 1, f"wamid.reply{id_}", moment(id_)) for id_ in reply_ids]
        await settle_replies_sent(session, settlements)


async def receive(database: Database, number_ids: Sequence[int]) -> None:
    async with database.transaction() as session:
        await count_received(
            session, {(number_id, ist_day(moment(day))): 1 for number_id in number_ids for day in range(3)}
        )


async def prepare(database: Database) -> tuple[list[Made], list[int]]:
    """Make campaigns of several numbers, all claimed, and replies beside them; return them and the replies."""
    made = [await make_campaign(database, recipients=RECIPIENTS, state="processing") for _ in range(CAMPAIGNS)]
    async with database.transaction() as session:
        # What is refused has a name for its claim; what is recovered was claimed long ago, for the last time.
        await session.execute(text("UPDATE send_queue SET claimed_at = now() + interval '1 hour', attempts = 4"))
        for one in made:
            refused, stuck = one.contact_ids[TO_SEND::2], one.contact_ids[TO_SEND + 1 :: 2]
            for ids, claimed_at in ((refused, START), (stuck, START - timedelta(days=30))):
                await session.execute(
                    text("UPDATE send_queue SET claimed_at = :claimed_at WHERE contact_id = ANY(:ids)"),
                    {"ids": ids, "claimed_at": claimed_at},
                )
        replies = await session.scalars(
            text(
                "INSERT INTO reply_queue (number_id, contact_id, recipient, body)"
                " SELECT number_id, 1, '91', 'Yes' FROM unnest(CAST(:numbers AS bigint[])) number_id,"
                " generate_series(1, 20) RETURNING id"
            ),
            {"numbers": [one.number_id for one in made]},
        )
        await make_number(session)
        return made, list(replies)


async def test_everybody_works_on_the_same_rows_at_once(many: Database) -> None:
    made, replies = await prepare(many)
    dice = random.Random(7)
    ids = [contact_id for one in made for contact_id in one.contact_ids[:TO_SEND]]
    await settle(many, [contact_id for one in made for contact_id in one.contact_ids[:ALREADY_SENT]])
    numbers = [one.number_id for one in made]
    work: list[Work] = [partial(recover, many)] * 5 + [partial(count_in, many, rest=0.0)] * 20

    def in_parts(items: Sequence[int], size: int, do: Callable[[Database, Sequence[int]], Awaitable[None]]) -> None:
        """Shuffle and cut up, and give each part to somebody."""
        shuffled = dice.sample(items, len(items))
        work.extend(partial(do, many, shuffled[start : start + size]) for start in range(0, len(items), size))

    serial = itertools.count()

    async def report_on(database: Database, contact_ids: Sequence[int], names: Sequence[str] = ()) -> None:
        """One status each at a time of its own: batches that shared an event would wait for each other in the log."""
        late = next(serial)
        names = names or [list(LATER)[late % 4]]
        events = [status(f"wamid.{id_}", name, late=86400 + late) for id_ in contact_ids for name in names]
        await report(database, *events)

    for _ in range(3):
        in_parts(ids, 300, settle)
        in_parts(replies, 30, settle_replies)
        in_parts(numbers, 3, receive)
        for _ in range(6):
            in_parts(ids, 300, report_on)
    in_parts([id_ for one in made for id_ in one.contact_ids[TO_SEND::2]], 10, refuse)

    dice.shuffle(work)
    await asyncio.gather(*(do() for do in work))

    # Parked ones belong to sends that were recorded after them.
    async with many.transaction() as session:
        await session.execute(text("DELETE FROM message_status_logs WHERE is_parked"))
    await report_on(many, ids, list(LATER))
    never_sent = CAMPAIGNS * (RECIPIENTS - TO_SEND)
    sent = CAMPAIGNS * TO_SEND
    assert await sums(many) == {
        "sent": sent,
        "delivered": sent,
        "read": sent,
        "failed": sent + never_sent,
        "refused": never_sent,
    }
    [row] = await rows(many, "SELECT sum(sent) AS sent, sum(received) AS received FROM number_days")
    assert (row.sent, row.received) == (sent + len(replies), 3 * 3 * CAMPAIGNS)
