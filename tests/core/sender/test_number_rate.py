"""The rate as it is stored: every change a row, written only by the runner that holds the number."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import text
from tests.clocks import ManualClock
from tests.factories import make_number

from harkara.core.sender.number_rate import NumberRate
from harkara.core.sender.rate import RateState
from harkara.integrations.whatsapp.errors import classify
from harkara.integrations.whatsapp.sending import Refused
from harkara.kit.clock import IST
from harkara.kit.db import Database

THROTTLED = Refused(classify(400, b'{"error":{"code":130429,"message":"Rate limit hit"}}'))


async def number_of(database: Database, **values: object) -> int:
    async with database.transaction() as session:
        return (await make_number(session, **values)).id


async def one(database: Database, query: str) -> Any:
    async with database.transaction() as session:
        return (await session.execute(text(query))).one()


def rate_of(database: Database, clock: ManualClock, number_id: int, *, epoch: int = 0, rate: int = 60) -> NumberRate:
    today = clock.now().astimezone(IST).date()
    return NumberRate(database, clock, number_id, epoch, RateState(rate, None, today), None)


async def test_a_change_is_stored_with_its_reason(database: Database) -> None:
    clock = ManualClock()
    number_id = await number_of(database)
    rate = rate_of(database, clock, number_id)
    for _ in range(3):
        rate.hear(THROTTLED, clock.monotonic())
    await rate.keep()
    await rate.keep()

    number = await one(database, "SELECT max_send_rate_per_sec AS rate FROM whatsapp_numbers")
    assert number.rate == rate.rate == 48
    change = await one(database, "SELECT from_rate, to_rate, reason, details, changed_at FROM rate_changes")
    assert (change.from_rate, change.to_rate, change.reason) == (60, 48, "lowered")
    assert "130429" in change.details
    assert change.changed_at == clock.now()


async def test_a_runner_that_lost_the_number_stores_nothing(database: Database) -> None:
    clock = ManualClock()
    number_id = await number_of(database, runner_epoch=7)
    rate = rate_of(database, clock, number_id, epoch=6)
    for _ in range(3):
        rate.hear(THROTTLED, clock.monotonic())
    await rate.keep()

    found = await one(
        database,
        "SELECT max_send_rate_per_sec AS rate, (SELECT count(*) FROM rate_changes) AS changes FROM whatsapp_numbers",
    )
    assert (found.rate, found.changes) == (60, 0)


async def test_the_day_is_indias(database: Database) -> None:
    """18:29 UTC is 23:59 in India, a minute later the next day has begun."""
    clock = ManualClock()
    clock.move((11 * 60 + 59) * 60)
    number_id = await number_of(database)
    rate = rate_of(database, clock, number_id, rate=100)
    rate.begin_campaign(1)
    assert rate.rate == 100
    clock.move(timedelta(minutes=1).total_seconds())
    rate.begin_campaign(1)
    assert rate.rate == 100, "the campaign that runs through midnight keeps its rate"
    rate.begin_campaign(2)
    assert rate.rate == 90
    await rate.keep()

    number = await one(database, "SELECT last_stable_rate_per_sec AS last, rate_day FROM whatsapp_numbers")
    assert (number.last, number.rate_day) == (100, clock.now().astimezone(IST).date())


async def test_a_new_level_of_metas_is_noticed_while_sending(database: Database) -> None:
    clock = ManualClock()
    number_id = await number_of(database)
    rate = rate_of(database, clock, number_id, rate=500)
    async with database.transaction() as session:
        await session.execute(text("UPDATE whatsapp_numbers SET throughput_level = 'STANDARD'"))
    await rate.keep()

    assert rate.rate == 80
    change = await one(database, "SELECT to_rate, reason FROM rate_changes")
    assert tuple(change) == (80, "meta_limit")
