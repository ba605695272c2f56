"""A bell wakes whoever waits, with the commit and not before; a lost connection only costs patience."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator

import pytest
from sqlalchemy import text

from harkara.kit.bell import Bell
from harkara.kit.db import Database

PATIENCE = 20.0


@pytest.fixture
async def bell(database: Database) -> AsyncGenerator[Bell]:
    """A bell that listens."""
    bell, stopping = Bell(database.url, "tests"), asyncio.Event()
    running = asyncio.create_task(bell.run(stopping))
    await bell.wait(PATIENCE)  # it rings once when it begins to listen
    yield bell
    stopping.set()
    await running


async def ring(database: Database) -> None:
    async with database.transaction() as session:
        await session.execute(text("SELECT pg_notify('tests', '')"))


async def rings(bell: Bell, seconds: float) -> bool:
    begun = time.monotonic()
    await bell.wait(seconds)
    return time.monotonic() - begun < seconds


async def test_it_rings_with_the_commit(database: Database, bell: Bell) -> None:
    async with database.transaction() as session:
        await session.execute(text("SELECT pg_notify('tests', '')"))
        assert not await rings(bell, 0.1)
    assert await rings(bell, PATIENCE)


async def test_a_ring_before_the_wait_is_not_lost(database: Database, bell: Bell) -> None:
    await ring(database)
    await bell.wait(PATIENCE)
    await ring(database)
    assert await rings(bell, PATIENCE)


async def test_a_lost_connection_is_replaced(database: Database, bell: Bell) -> None:
    async with database.transaction() as session:
        await session.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'harkara bell'")
        )
    assert await rings(bell, PATIENCE)  # whoever waits looks for what was missed
    await ring(database)
    assert await rings(bell, PATIENCE)
