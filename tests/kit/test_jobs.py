"""Jobs share the caller's transaction: no commit, no job; a refused duplicate does not spoil the rest."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from harkara.kit.db import Database
from harkara.kit.jobs import JobQueue, job_app


async def count(database: Database, table: str) -> int:
    async with database.transaction() as session:
        return await session.scalar(text(f"SELECT count(*) FROM {table}")) or 0


@pytest.fixture
def jobs(database: Database) -> JobQueue:
    return JobQueue(job_app(database.url))


async def test_a_job_is_there_after_the_commit(database: Database, jobs: JobQueue) -> None:
    async with database.transaction() as session:
        assert await jobs.defer(session, "some:job", number_id=1)
    assert await count(database, "procrastinate_jobs") == 1


async def test_no_commit_no_job(database: Database, jobs: JobQueue) -> None:
    async def defer_and_fail() -> None:
        async with database.transaction() as session:
            await jobs.defer(session, "some:job")
            raise ValueError("changed my mind")

    with pytest.raises(ValueError, match="changed my mind"):
        await defer_and_fail()
    assert await count(database, "procrastinate_jobs") == 0


async def test_a_duplicate_is_refused_and_the_transaction_goes_on(database: Database, jobs: JobQueue) -> None:
    async with database.transaction() as session:
        await jobs.defer(session, "some:job", once="only-me")
    async with database.transaction() as session:
        await session.execute(text("INSERT INTO contacts (wa_id) VALUES ('919876543210')"))
        assert not await jobs.defer(session, "some:job", once="only-me")
        await session.execute(text("INSERT INTO contacts (wa_id) VALUES ('919876543211')"))
    assert await count(database, "contacts") == 2
    assert await count(database, "procrastinate_jobs") == 1
