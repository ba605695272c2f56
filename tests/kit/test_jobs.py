"""Jobs share the caller's transaction: no commit, no job; a refused duplicate does not spoil the rest."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from harkara.kit.db import Database
from harkara.kit.jobs import Deferred, JobQueue


async def count(database: Database, table: str) -> int:
    async with database.transaction() as session:
        return await session.scalar(text(f"SELECT count(*) FROM {table}")) or 0


@pytest.fixture
def jobs(database: Database) -> JobQueue:
    return JobQueue()


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


async def status_seen_by_a_worker(database: Database) -> str | None:
    """Return what a worker that looks for a job now gets."""
    async with database.transaction() as session:
        worker = await session.scalar(text("INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id"))
        fetch = text("SELECT task_name FROM procrastinate_fetch_job_v2(NULL, :worker)")
        return await session.scalar(fetch, {"worker": worker})


async def test_a_waiting_twin_does_not_begin_before_the_news_it_is_to_find_is_committed(
    database: Database, jobs: JobQueue
) -> None:
    """It would find nothing, end, and nobody would look again."""
    async with database.transaction() as session:
        await jobs.defer(session, "some:job", once="only-me")
    async with database.transaction() as session:
        assert not await jobs.defer(session, "some:job", once="only-me")
        assert await status_seen_by_a_worker(database) is None
    assert await status_seen_by_a_worker(database) == "some:job"


async def test_a_twin_that_has_begun_does_not_count(database: Database, jobs: JobQueue) -> None:
    async with database.transaction() as session:
        await jobs.defer(session, "some:job", once="only-me")
    assert await status_seen_by_a_worker(database) == "some:job"
    async with database.transaction() as session:
        assert await jobs.defer(session, "some:job", once="only-me")


def deferred(*onces: str) -> list[Deferred]:
    return [Deferred(lock=f"lock {once}", once=once, arguments={"who": once}) for once in onces]


async def test_many_jobs_are_deferred_together_each_once(database: Database, jobs: JobQueue) -> None:
    async with database.transaction() as session:
        await jobs.defer_many(session, "some:job", deferred("a", "b", "a"), queue="q")
        await jobs.defer_many(session, "some:job", deferred("b", "c"), queue="q")
        await jobs.defer_many(session, "some:job", [], queue="q")
    async with database.transaction() as session:
        await jobs.defer_many(session, "some:job", deferred("c", "d"), queue="q")
        rows = await session.execute(text("SELECT queueing_lock, lock, args, queue_name FROM procrastinate_jobs"))
        found = [tuple(row) for row in rows]
    assert sorted(found) == [(once, f"lock {once}", {"who": once}, "q") for once in "abcd"]


async def test_of_many_jobs_a_waiting_twin_is_held_and_one_that_has_begun_gets_a_successor(
    database: Database, jobs: JobQueue
) -> None:
    async with database.transaction() as session:
        await jobs.defer_many(session, "some:job", deferred("begun"), queue="q")
    assert await status_seen_by_a_worker(database) == "some:job"
    async with database.transaction() as session:
        await jobs.defer_many(session, "some:job", deferred("waiting"), queue="q")
    async with database.transaction() as session:
        await jobs.defer_many(session, "some:job", deferred("begun", "waiting"), queue="q")
        assert await status_seen_by_a_worker(database) is None
    assert await count(database, "procrastinate_jobs") == 3
