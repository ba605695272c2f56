"""Figures of all processes on one page, gone with their process; without a database the page still stands."""

from __future__ import annotations

from sqlalchemy import text
from tests.acceptance.platform import until

from harkara.entrypoints.figures.exposition import exposition
from harkara.entrypoints.figures.keeping import Process, figures_kept
from harkara.kit.db import Database


async def kept(database: Database) -> int:
    async with database.transaction() as session:
        return await session.scalar(text("SELECT count(*) FROM process_figures")) or 0


async def test_another_process_is_told_until_it_ends(database: Database) -> None:
    own, other = Process("api"), Process("worker", name="elsewhere 7")
    async with figures_kept(database, other):
        await until(lambda: kept(database))
        page = (await exposition(database, own)).decode()
        assert 'process_resident_memory_bytes{process="elsewhere 7",role="worker"}' in page
        assert f'process_resident_memory_bytes{{process="{own.name}",role="api"}}' in page
        assert page.count("# TYPE process_resident_memory_bytes") == 1
        assert "harkara_database_up 1.0" in page
        assert "_created" not in page
    assert await kept(database) == 0
    assert "elsewhere 7" not in (await exposition(database, own)).decode()


async def test_a_process_that_was_killed_is_told_no_longer_than_twenty_seconds(database: Database) -> None:
    async with figures_kept(database, Process("worker", name="killed 8")):
        await until(lambda: kept(database))
        async with database.transaction() as session:
            await session.execute(text("UPDATE process_figures SET seen_at = now() - interval '21 s'"))
        assert "killed 8" not in (await exposition(database, Process("api"))).decode()


async def test_a_job_that_waits_for_anothers_lock_does_not_wait_for_a_worker(database: Database) -> None:
    insert = (
        "INSERT INTO procrastinate_jobs (queue_name, task_name, lock, status) VALUES"
        " ('senders', 'sender:run_number', 'number-1', 'doing'), ('senders', 'sender:run_number', 'number-1', 'todo'),"
        " ('default', 'campaigns:tend', NULL, 'todo')"
    )
    async with database.transaction() as session:
        await session.execute(text(insert))
        await session.execute(text("UPDATE procrastinate_events SET at = now() - interval '100 s'"))
    page = (await exposition(database, Process("api"))).decode()
    assert 'harkara_job_wait_seconds{queue="senders"} 0.0' in page
    assert 'harkara_job_wait_seconds{queue="default"} 10' in page


async def test_without_a_database_the_own_figures_are_told() -> None:
    database = Database("postgresql://nobody@127.0.0.1:9/none")
    async with figures_kept(database, Process("api")):
        page = (await exposition(database, Process("api"))).decode()
    assert "harkara_database_up 0.0" in page
    assert "harkara_build_info{" in page
    assert "harkara_send_queue_ready" not in page
    await database.close()
