"""Jobs of workers that are not heard of any more: another one gets them, and the sleeper that wakes up cannot end them."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import procrastinate
import pytest
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job, Status
from sqlalchemy import text
from tests.running_jobs import all_jobs

from harkara.entrypoints.rescue import rescue_once
from harkara.kit.db import Database
from harkara.kit.jobs import JobQueue, job_app


@pytest.fixture
async def app(database: Database) -> AsyncGenerator[procrastinate.App]:
    app = all_jobs().with_connector(job_app(database.url).connector)
    async with app.open_async():
        yield app


async def defer(database: Database) -> None:
    async with database.transaction() as session:
        await JobQueue().defer(session, "numbers:refresh", lock="number-7", once="refresh-7", number_id=7)


async def fetch(app: procrastinate.App) -> Job | None:
    """Take a job as a new worker."""
    return await app.job_manager.fetch_job(queues=None, worker_id=await app.job_manager.register_worker())


async def fall_silent(database: Database) -> None:
    async with database.transaction() as session:
        await session.execute(text("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'"))


async def test_a_sleeper_that_wakes_up_does_not_end_the_job_that_another_runs(
    app: procrastinate.App, database: Database
) -> None:
    await defer(database)
    held = await fetch(app)
    assert held is not None
    await fall_silent(database)

    await rescue_once(app)
    taken = await fetch(app)

    assert taken is not None
    assert (taken.task_name, taken.task_kwargs, taken.lock) == (held.task_name, held.task_kwargs, held.lock)
    with pytest.raises(ConnectorException):  # the sleeper has come to its end
        await app.job_manager.finish_job(held, Status.SUCCEEDED, delete_job=True)
    await defer(database)
    assert await fetch(app) is None, "the lock is still the other's"


async def test_a_waiting_twin_takes_the_place(app: procrastinate.App, database: Database) -> None:
    await defer(database)
    await fetch(app)
    await defer(database)
    await fall_silent(database)

    await rescue_once(app)

    assert await fetch(app) is not None
    async with database.transaction() as session:
        assert await session.scalar(text("SELECT count(*) FROM procrastinate_jobs")) == 1


async def test_jobs_of_the_living_stay_theirs(app: procrastinate.App, database: Database) -> None:
    await defer(database)
    held = await fetch(app)
    assert held is not None

    await rescue_once(app)

    await app.job_manager.finish_job(held, Status.SUCCEEDED, delete_job=True)
