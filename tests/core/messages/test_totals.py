"""The totals of campaigns: the sum of what was recorded, whatever happened between; written once a second at most."""

from __future__ import annotations

import asyncio
import itertools
import random
from collections.abc import AsyncGenerator

import pytest
from sqlalchemy import text
from tests.clocks import START
from tests.core.messages.ledger import LATER, report, rows, send, status, sums
from tests.factories import Made, make_campaign

from harkara.core.messages.campaigns import Campaign
from harkara.core.messages.statuses import QUERIES, record_statuses
from harkara.core.messages.totals import bring_up_to_date, count_in, keep_totals
from harkara.core.sender.outcomes import Settlement, settle_sent
from harkara.kit.db import Database

RECIPIENTS = 120

BESIDE_COUNTED = """
SELECT total_sent, total_delivered, total_read, total_failed, count(c.sent_at), count(c.delivered_at), count(c.read_at), count(c.failed_at)
FROM campaigns p JOIN campaign_contacts c ON c.campaign_id = p.id WHERE p.id = {} GROUP BY p.id
"""
LOG_UPDATES = (
    "CREATE TABLE written (at timestamptz)",
    "CREATE FUNCTION log_update() RETURNS trigger LANGUAGE plpgsql"
    " AS $$ BEGIN INSERT INTO written VALUES (NEW.updated_at); RETURN NULL; END $$",
    "CREATE TRIGGER log_update AFTER UPDATE ON campaigns FOR EACH ROW EXECUTE FUNCTION log_update()",
)


class CrashError(Exception):
    """The process ends before its commit."""


@pytest.fixture
async def many(database: Database) -> AsyncGenerator[Database]:
    """The same database through six connections."""
    many = Database(database.url, pool_size=6)
    yield many
    await many.close()


async def totals(database: Database) -> list[tuple[int, int, int, int]]:
    query = "SELECT total_sent, total_delivered, total_read, total_failed FROM campaigns ORDER BY id"
    return [tuple(row) for row in await rows(database, query)]


async def record(database: Database, made: Made, dice: random.Random, *, crash: bool) -> None:
    """Record sends or statuses of some recipients, again where they were recorded before."""
    some = sorted(dice.sample(made.contact_ids, dice.randint(1, 40)))
    async with database.transaction() as session:
        if dice.random() < 0.5:
            await settle_sent(session, [Settlement(id_, 1, f"wamid.{id_}", START) for id_ in some])
        else:
            name = dice.choice(list(LATER))
            await record_statuses(session, [status(f"wamid.{id_}", name, late=dice.randint(0, 9)) for id_ in some])
        if crash:
            raise CrashError


async def fold(database: Database, made: Made, *, crash: bool) -> None:
    async with database.transaction() as session:
        if await session.scalar(QUERIES["lock_uncounted"], {"campaign_id": made.campaign_id, "rest": 0.0}):
            await session.execute(QUERIES["count_in"], {"campaign_id": made.campaign_id})
        if crash:
            raise CrashError


async def change_status(database: Database, made: Made, *, crash: bool) -> None:
    """What stopping and completing do."""
    async with database.transaction() as session:
        campaign = await session.get_one(Campaign, made.campaign_id, with_for_update={"key_share": True})
        await bring_up_to_date(session, campaign)
        if crash:
            raise CrashError


@pytest.mark.parametrize("seed", range(6))
async def test_in_whatever_order_and_after_whatever_crash_totals_are_what_can_be_counted(
    database: Database, seed: int
) -> None:
    dice = random.Random(seed)
    campaigns = [await make_campaign(database, recipients=RECIPIENTS, templates=2, state="processing") for _ in "ab"]

    for _ in range(60):
        made, crash = dice.choice(campaigns), dice.random() < 0.3
        step = dice.choices(("record", "fold", "status"), (6, 3, 1))[0]
        try:
            if step == "record":
                await record(database, made, dice, crash=crash)
            elif step == "fold":
                await fold(database, made, crash=crash)
            else:
                await change_status(database, made, crash=crash)
        except CrashError:
            continue
        if step != "record":
            [row] = await rows(database, BESIDE_COUNTED.format(made.campaign_id))
            assert row[:4] == row[4:]

    assert (await sums(database))["sent"] > 0


async def test_many_processes_write_a_campaign_once_a_second_and_the_last_one_writes_what_is_left(
    many: Database,
) -> None:
    made = await make_campaign(many, recipients=4000, state="processing")
    async with many.transaction() as session:
        await session.execute(text("UPDATE campaigns SET updated_at = now() - interval '1 minute'"))
        for statement in LOG_UPDATES:
            await session.execute(text(statement))
    stopping = asyncio.Event()
    keepers = [asyncio.create_task(keep_totals(many, stopping)) for _ in range(3)]

    written: list[float] = []
    for name, start in itertools.product(("sent", "delivered", "read"), range(0, len(made.contact_ids), 5)):
        some = made.contact_ids[start : start + 5]
        await (send(many, some) if name == "sent" else report(many, *(status(f"wamid.{id_}", name) for id_ in some)))
        written = [float(at) for (at,) in await rows(many, "SELECT extract(epoch FROM at) FROM written ORDER BY at")]
        if len(written) == 3:
            break
    stopping.set()
    await asyncio.gather(*keepers)

    assert len(written) == 3, "recorded too fast for three seconds to pass"
    assert min(later - earlier for earlier, later in itertools.pairwise(written)) >= 1.0
    [(sent, *_)] = await totals(many)
    [counted] = await rows(many, "SELECT count(*) AS sent FROM campaign_contacts WHERE sent_at IS NOT NULL")
    assert sent == counted.sent


async def test_a_clock_that_was_set_back_keeps_nobody_waiting(database: Database) -> None:
    made = await make_campaign(database, recipients=2, state="processing")
    wamids = await send(database, made.contact_ids)
    async with database.transaction() as session:
        await session.execute(text("UPDATE campaigns SET updated_at = now() + interval '1 hour'"))

    await count_in(database, rest=1.0)
    assert (await totals(database))[0][0] == len(wamids)


async def test_what_moved_nothing_is_not_written(database: Database) -> None:
    made = await make_campaign(database, recipients=2, state="processing")
    wamids = await send(database, made.contact_ids)
    await count_in(database, rest=0.0)
    [before] = await rows(database, "SELECT updated_at FROM campaigns")

    await report(database, *(status(wamid, "sent") for wamid in wamids))
    async with database.transaction() as session:
        await session.execute(text("UPDATE campaign_templates SET is_counted = false"))
    await count_in(database, rest=0.0)

    assert await rows(database, "SELECT updated_at FROM campaigns") == [before]
