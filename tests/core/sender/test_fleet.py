"""Numbers are shared out among the workers that live, and move when workers come and go."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any, cast

from sqlalchemy import text
from tests.acceptance.platform import until

from harkara.core.sender.fleet import Fleet
from harkara.core.sender.runner import NumberRunner
from harkara.core.sender.service import wake
from harkara.kit.db import Database
from harkara.kit.jobs import JobQueue


class Runner:
    """Only asked to end."""

    released = False

    def release(self) -> None:
        self.released = True


async def work_for(database: Database, numbers: int) -> None:
    jobs = JobQueue()
    async with database.transaction() as session:
        for number_id in range(numbers):
            await wake(session, jobs, number_id)


async def alive(database: Database) -> int:
    async with database.transaction() as session:
        return await session.scalar(text("SELECT count(*) FROM sender_workers")) or 0


@asynccontextmanager
async def living(database: Database, *fleets: Fleet) -> AsyncGenerator[None]:
    """Let workers beat; at the end they leave."""
    stopping = asyncio.Event()
    beating = [asyncio.create_task(fleet.run(stopping)) for fleet in fleets]

    async def all_are_known() -> bool:
        return await alive(database) == len(fleets)

    await until(all_are_known, 10)
    yield
    stopping.set()
    await asyncio.gather(*beating)


def with_runners(database: Database, count: int) -> tuple[Fleet, list[Any]]:
    fleet, runners = Fleet(database), [Runner() for _ in range(count)]
    for runner in runners:
        fleet.joins(cast("NumberRunner", runner))
    return fleet, runners


async def test_a_worker_alone_takes_every_number(database: Database) -> None:
    await work_for(database, 3)
    fleet, runners = with_runners(database, 3)
    async with living(database, fleet):
        assert await fleet.has_room()
    assert not any(runner.released for runner in runners)


async def test_a_full_worker_leaves_numbers_to_the_others(database: Database) -> None:
    await work_for(database, 4)
    full, _ = with_runners(database, 2)
    idle, _ = with_runners(database, 1)
    async with living(database, full, idle):
        assert not await full.has_room()
        assert await idle.has_room()


async def test_a_worker_gives_its_surplus_away_when_another_joins(database: Database) -> None:
    await work_for(database, 4)
    full, runners = with_runners(database, 4)
    joined, _ = with_runners(database, 0)
    async with living(database, full, joined):

        async def gave() -> bool:
            return sum(runner.released for runner in runners) == 2

        await until(gave, 10)


async def test_who_leaves_is_counted_no_more(database: Database) -> None:
    async with living(database, Fleet(database), Fleet(database)):
        pass
    assert await alive(database) == 0
