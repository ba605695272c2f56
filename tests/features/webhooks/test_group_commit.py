"""Many requests, one commit: all of a group are stored or all of it is refused, at once, and nobody is told a lie."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import text
from tests.acceptance.platform import until

from harkara.features.webhooks.errors import DatabaseUnavailableError, IntakeFullError
from harkara.features.webhooks.intake import GROUP_BYTES, Intake
from harkara.kit.db import Database


@pytest.fixture
async def intake(database: Database) -> AsyncGenerator[Intake]:
    intake = Intake(database)
    yield intake
    await intake.close()


async def stored(database: Database) -> list[bytes]:
    async with database.transaction() as session:
        return list(await session.scalars(text("SELECT body FROM webhook_events ORDER BY id")))


async def store_all(intake: Intake, bodies: list[bytes]) -> list[BaseException | None]:
    return await asyncio.gather(*(intake.store(body) for body in bodies), return_exceptions=True)


@asynccontextmanager
async def locked(database: Database) -> AsyncGenerator[None]:
    """Nobody else can write an event inside the block."""
    async with database.transaction() as session:
        await session.execute(text("LOCK TABLE webhook_events IN ACCESS EXCLUSIVE MODE"))
        yield


@asynccontextmanager
async def refusing(database: Database, body: str) -> AsyncGenerator[None]:
    """The database refuses one body inside the block."""
    await execute(database, f"ALTER TABLE webhook_events ADD CONSTRAINT refused CHECK (body <> '{body}')")
    yield
    await execute(database, "ALTER TABLE webhook_events DROP CONSTRAINT refused")


async def execute(database: Database, statement: str) -> None:
    async with database.transaction() as session:
        await session.execute(text(statement))


async def test_all_that_wait_share_one_commit(intake: Intake, database: Database) -> None:
    bodies = [str(number).encode() for number in range(200)]
    assert await store_all(intake, bodies) == [None] * 200
    assert await stored(database) == bodies
    assert intake.commits == 1


async def test_a_group_is_bounded(intake: Intake, database: Database) -> None:
    third = GROUP_BYTES // 3
    await store_all(intake, [b"x" * third] * 4)
    assert intake.commits == 2
    assert len(await stored(database)) == 4


async def test_one_body_that_fails_refuses_its_whole_group_and_the_next_group_is_stored(
    intake: Intake, database: Database
) -> None:
    async with refusing(database, "poison"):
        answers = await store_all(intake, [b"a", b"poison", b"b"])
    assert [type(answer) for answer in answers] == [DatabaseUnavailableError] * 3
    assert await stored(database) == []
    await intake.store(b"c")
    assert await stored(database) == [b"c"]


async def test_a_commit_that_hangs_is_given_up_and_not_waited_for(database: Database) -> None:
    intake = Intake(database, patience=0.1)
    async with locked(database):
        answers = await store_all(intake, [b"a", b"b"])
        later = await store_all(intake, [b"c"])
    assert [type(answer) for answer in answers + later] == [DatabaseUnavailableError] * 3

    async def taken_again() -> bool:
        return await store_all(intake, [b"d"]) == [None]

    await until(taken_again, 10)
    await intake.close()
    found = await stored(database)
    assert b"d" in found
    assert (
        b"c" not in found
    )  # unlike the group that was given up: whether its statement still got through is not certain


async def test_memory_is_bounded(database: Database) -> None:
    intake = Intake(database, waiting_bytes=10)
    answers = await store_all(intake, [b"x" * 6, b"y" * 5, b"z" * 4])
    assert [type(answer) for answer in answers] == [type(None), IntakeFullError, type(None)]
    await intake.store(b"w" * 10)
    await intake.close()
    assert len(await stored(database)) == 3


async def test_it_says_when_it_takes_nothing(database: Database) -> None:
    intake = Intake(database, waiting_bytes=10)
    assert intake.is_taking
    storing = asyncio.create_task(store_all(intake, [b"x" * 10]))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert not intake.is_taking
    await storing
    assert intake.is_taking
    await intake.close()


async def test_a_connection_that_broke_meanwhile_is_replaced_unnoticed(intake: Intake, database: Database) -> None:
    await intake.store(b"a")
    await execute(
        database,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'INSERT INTO webhook_events%'",
    )
    await intake.store(b"b")
    assert await stored(database) == [b"a", b"b"]


async def test_closing_writes_what_waits(database: Database) -> None:
    intake = Intake(database)
    waiting = asyncio.create_task(intake.store(b"a"))
    await asyncio.sleep(0)
    await intake.close()
    assert waiting.done()
    assert await stored(database) == [b"a"]


async def test_a_request_that_was_cancelled_does_not_disturb_its_group(intake: Intake, database: Database) -> None:
    gone, stays = (asyncio.create_task(intake.store(body)) for body in (b"gone", b"stays"))
    await asyncio.sleep(0)
    gone.cancel()
    await stays
    assert b"stays" in await stored(database)
