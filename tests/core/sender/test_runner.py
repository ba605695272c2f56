"""A run on the real database; Meta is a list of what arrived."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import orjson
from sqlalchemy import text
from tests.factories import Made, make_campaign

from harkara.core.sender.airspace import Airspace
from harkara.core.sender.batches import BatchTemplates
from harkara.core.sender.circuit import OPEN_AFTER
from harkara.core.sender.limits import SendLimits
from harkara.core.sender.number_rate import NumberRate
from harkara.core.sender.pacing import Pacer
from harkara.core.sender.queue import QUERIES, NumberQueue
from harkara.core.sender.rate import RateState
from harkara.core.sender.recorder import Recorder
from harkara.core.sender.replies import send_reply
from harkara.core.sender.runner import Line, NumberRunner, RunEnd, Surroundings
from harkara.integrations.whatsapp.errors import classify
from harkara.integrations.whatsapp.sending import Accepted, NotSent, Refused, SendResult
from harkara.kit.clock import SystemClock
from harkara.kit.db import Database
from harkara.kit.jobs import JobQueue

TEMPLATE_REFUSED = Refused(classify(400, b'{"error":{"code":132001,"message":"no such template"}}'))


class Meta:
    """Takes every message, unless `answer` says otherwise."""

    def __init__(self, answer: Callable[[int], SendResult | None] = lambda _: None, *, tell_at: int = 5) -> None:
        self.arrived: list[str] = []
        self.enough = asyncio.Event()
        self._tell_at = tell_at
        self._answer = answer

    async def send(self, _phone_number_id: str, _token: str, body: bytes) -> SendResult:
        self.arrived.append(orjson.loads(body)["type"])
        serial = len(self.arrived)
        if serial == self._tell_at:
            self.enough.set()
        return self._answer(serial) or Accepted(f"wamid.{serial}", None, "accepted")


async def runner_of(database: Database, made: Made, meta: Any, *, rate: int = 1000) -> NumberRunner:
    clock = SystemClock()
    async with database.transaction() as session:
        row = (await session.execute(QUERIES["take_over"], {"number_id": made.number_id})).one()
    line = Line(
        made.number_id,
        row.phone_number_id,
        "token",
        NumberQueue(database, made.number_id, row.runner_epoch),
        BatchTemplates(database, "0123456789"),
        NumberRate(database, clock, made.number_id, row.runner_epoch, RateState(rate, None, None), None),
        Pacer(clock),
    )

    async def nothing() -> None:
        """No batch waits."""

    around = Surroundings(meta, Recorder(database, clock), Airspace(), clock, SendLimits(300), asyncio.Event())
    return NumberRunner(line, around, nothing)


async def count(database: Database, state: str) -> int:
    async with database.transaction() as session:
        return await session.scalar(text("SELECT count(*) FROM send_queue WHERE state = :state"), {"state": state}) or 0


async def test_a_reply_goes_before_a_campaign(database: Database) -> None:
    made = await make_campaign(database, recipients=40)
    async with database.transaction() as session:
        contact_id = await session.scalar(text("INSERT INTO contacts (wa_id) VALUES ('919800000001') RETURNING id"))
        await send_reply(
            session,
            JobQueue(),
            number_id=made.number_id,
            contact_id=contact_id or 0,
            recipient="919800000001",
            body="Namaste",
        )
    meta = Meta()

    report = await (await runner_of(database, made, meta)).run()

    assert report.end is RunEnd.EMPTY
    assert meta.arrived == ["text", *["template"] * 40]


async def test_a_released_run_gives_everything_back_that_has_not_left(database: Database) -> None:
    made = await make_campaign(database, recipients=60)
    meta = Meta()
    runner = await runner_of(database, made, meta, rate=50)
    running = asyncio.create_task(runner.run())
    await meta.enough.wait()
    runner.release()

    report = await running

    assert report.end is RunEnd.STOPPING
    assert await count(database, "sent") == len(meta.arrived)
    assert await count(database, "ready") == 60 - len(meta.arrived)
    assert len(meta.arrived) < 60


async def test_a_run_that_is_cancelled_ends_as_properly(database: Database) -> None:
    made = await make_campaign(database, recipients=60)
    meta = Meta()
    running = asyncio.create_task((await runner_of(database, made, meta, rate=50)).run())
    await meta.enough.wait()
    running.cancel()

    assert (await running).end is RunEnd.STOPPING
    assert await count(database, "processing") == 0
    assert await count(database, "sent") == len(meta.arrived)


async def test_a_refused_template_halts_after_a_few_and_uses_nobody_up(database: Database) -> None:
    made = await make_campaign(database, recipients=60)
    meta = Meta(lambda _: TEMPLATE_REFUSED)

    report = await (await runner_of(database, made, meta, rate=50)).run()

    assert report.end is RunEnd.REFUSED
    assert len(meta.arrived) < 10
    assert await count(database, "ready") == 60


async def test_an_outage_spends_no_attempts_but_those_it_met_first(database: Database) -> None:
    made = await make_campaign(database, recipients=30)
    meta = Meta(lambda serial: NotSent("connection refused") if serial <= 12 else None, tell_at=30)
    runner = await runner_of(database, made, meta, rate=100)
    running = asyncio.create_task(runner.run())
    await meta.enough.wait()
    runner.release()
    await running

    async with database.transaction() as session:
        attempts = (await session.scalars(text("SELECT attempts FROM send_queue WHERE state = 'ready'"))).all()
    assert max(attempts, default=0) <= 1
    assert attempts.count(1) < OPEN_AFTER, "only the messages met before the circuit opened have spent one"
