"""Deleting old rows: whatever the order of their times, no young row goes, no old one stays, and nothing waits."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from tests.clocks import START, ManualClock
from tests.databases import empty

from harkara.kit import retention
from harkara.kit.db import Database
from harkara.kit.retention import Kept, delete_old

BELL = Kept("notifications", "created_at", days=30)
EVENTS = Kept("webhook_events", "received_at", days=7, only="t.processed_at IS NOT NULL")


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "BATCH", 10)


async def ring(database: Database, *ages: float) -> None:
    """Store notifications that are so many days old, in this order of keys."""
    async with database.transaction() as session:
        await session.execute(
            text(
                "INSERT INTO notifications (type, title, message, created_at)"
                " SELECT 'test', 'title', 'message', moment FROM unnest(CAST(:moments AS timestamptz[])) AS moment"
            ),
            {"moments": [START - timedelta(days=age) for age in ages]},
        )


async def ages(database: Database) -> list[float]:
    async with database.transaction() as session:
        moments = await session.scalars(text("SELECT created_at FROM notifications ORDER BY id"))
        return [(START - moment).total_seconds() / 86400 for moment in moments]


async def clean(database: Database, *tables: Kept, **options: Any) -> dict[str, int]:
    return await delete_old(database, ManualClock(), tables, asyncio.Event(), **options)


async def test_only_what_is_old_goes(database: Database) -> None:
    await ring(database, 90, 31, 30.01, 29.99, 1, 0)

    assert await clean(database, BELL) == {"notifications": 3}

    assert await ages(database) == [29.99, 1, 0]


async def test_rows_of_a_clock_that_ran_ahead_do_not_hold_up_the_old_ones_behind_them(database: Database) -> None:
    await ring(database, *[-30] * 500, *[40] * 2000, *[1] * 300)

    assert await clean(database, BELL) == {"notifications": 2000}

    assert await ages(database) == [-30] * 500 + [1] * 300


async def test_a_table_without_old_rows_costs_one_batch_however_long_it_is(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ring(database, *[1] * 1000)
    batches = 0
    delete_batch = retention.Front.delete_batch

    async def counted(front: retention.Front, session: Any) -> None:
        nonlocal batches
        batches += 1
        await delete_batch(front, session)

    monkeypatch.setattr(retention.Front, "delete_batch", counted)
    await clean(database, BELL)

    assert batches == 1


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.lists(st.integers(0, 60), max_size=60))
async def test_in_any_order_of_times_within_a_few_batches_exactly_the_old_rows_go(
    database: Database, days: list[int]
) -> None:
    await empty(database)
    await ring(database, *days)

    while (await clean(database, BELL))["notifications"]:
        pass

    assert await ages(database) == [day for day in days if day <= 30]


async def test_an_event_that_still_waits_is_kept_and_those_behind_it_go(database: Database) -> None:
    async with database.transaction() as session:
        await session.execute(
            text(
                "INSERT INTO webhook_events (body, received_at, processed_at)"
                " SELECT '', CAST(:old AS timestamptz), CASE WHEN serial > 25 THEN now() END"
                " FROM generate_series(1, 60) serial"
            ),
            {"old": START - timedelta(days=8)},
        )

    assert await clean(database, EVENTS) == {"webhook_events": 35}


async def test_a_row_that_somebody_holds_is_left_for_the_next_run(database: Database) -> None:
    await ring(database, *[40] * 30)
    async with database.transaction() as session:
        held = await session.scalar(text("SELECT min(id) FROM notifications"))
        await session.execute(text("SELECT 1 FROM notifications WHERE id = :id FOR UPDATE"), {"id": held})
        assert await clean(database, BELL) == {"notifications": 29}

    assert await clean(database, BELL) == {"notifications": 1}


async def test_tables_take_turns_and_a_run_ends_with_its_time(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ring(database, *[40] * 100)
    async with database.transaction() as session:
        await session.execute(
            text(
                "INSERT INTO webhook_events (body, received_at, processed_at)"
                " SELECT '', CAST(:old AS timestamptz), now() FROM generate_series(1, 100)"
            ),
            {"old": START - timedelta(days=8)},
        )
    clock = ManualClock()
    clock.lateness = 1.0  # every rest takes a second
    monkeypatch.setattr(retention, "RUN_SECONDS", 6.0)

    assert await delete_old(database, clock, [BELL, EVENTS], asyncio.Event()) == {
        "notifications": 30,
        "webhook_events": 30,
    }
    assert sum((await clean(database, BELL, EVENTS)).values()) == 140


async def test_it_rests_four_times_as_long_as_it_works(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    await ring(database, *[40] * 100)
    clock = ManualClock()
    delete_batch = retention.Front.delete_batch

    async def slow(front: retention.Front, session: Any) -> None:
        await delete_batch(front, session)
        clock.move(0.25)

    monkeypatch.setattr(retention.Front, "delete_batch", slow)
    await delete_old(database, clock, [BELL], asyncio.Event())

    assert clock.seconds == pytest.approx(11 * 0.25 * 5)


async def test_it_ends_when_the_process_stops(database: Database) -> None:
    await ring(database, *[40] * 30)
    stopping = asyncio.Event()
    stopping.set()

    assert await delete_old(database, ManualClock(), [BELL], stopping) == {"notifications": 0}


async def test_what_is_not_overdue_is_left_to_the_night(database: Database) -> None:
    await ring(database, 40, 30.5)

    assert await clean(database, BELL, overdue=timedelta(days=1)) == {"notifications": 1}
