"""P5: the volume of the database is full for a while, then there is room again."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path

import psycopg
import pytest
from tests.acceptance.platform import until
from tests.faults.figures import report
from tests.faults.fleet import Fleet, running_fleet
from tests.faults.scale import sized
from tests.faults.superuser import as_superuser
from tests.faults.test_webhooks import post_all, stored
from tests.features.webhooks.meta_events import event, status

from harkara.embedded.postgres.watching import keep_running

pytestmark = pytest.mark.faults

VOLUME_MB = 640
FULL_S = sized(8.0, 60.0)
CASES = sized(("write-ahead log",), ("tables", "write-ahead log"))
"""What finds no room: only new pages of tables, or the write-ahead log too, without which nothing is written at all."""

STOPS_WITHIN = 3.0
RECOVERED_WITHIN = 30.0


@pytest.fixture
def volume(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own for the cluster."""
    directory = tmp_path / "postgres"
    directory.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={VOLUME_MB}m,mode=0755", "tmpfs", str(directory)]
    if sys.platform != "linux" or os.geteuid() != 0 or subprocess.run(command, check=False).returncode != 0:
        pytest.skip("needs to mount a small file system, which only root may, outside most containers")
    assert directory.is_mount()
    yield directory
    subprocess.run(["umount", "--lazy", str(directory)], check=True)


@pytest.fixture
async def fleet(tmp_path: Path, volume: Path) -> AsyncGenerator[Fleet]:
    """A fleet of the test's own, whose server is looked after as the supervisor does."""
    async with running_fleet(tmp_path) as fleet:
        watching = asyncio.create_task(keep_running(fleet.postgres, print))
        try:
            yield fleet
        finally:
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching


@pytest.mark.parametrize("case", CASES)
async def test_p5_the_disk_of_the_database_is_full_for_a_while(fleet: Fleet, volume: Path, case: str) -> None:
    rate = sized(50, 300)
    bodies = [event(status(f"wamid.P5-{number}", "read", errors=noise())) for number in range(40)]
    async with fleet.workers_of({}) as workers:
        run = await fleet.begin(recipients=int(rate * (FULL_S + 8)), rate=rate)
        await fleet.until_accepted(run.after + 2 * rate)
        began = await server_began(fleet)
        async with full(volume):
            filled = time.monotonic()
            if case == "write-ahead log":
                await use_up_log(fleet)
            codes = await post_all(fleet, fleet.web, bodies)
            await asyncio.sleep(max(0.0, filled + FULL_S - time.monotonic()))
            emptied = time.monotonic()
        await until(lambda: is_up(fleet), RECOVERED_WITHIN)
        taken = {body for body, code in zip(bodies, codes, strict=True) if code == 200}
        false_200 = taken - await stored(fleet, bodies)
        refused = [body for body in bodies if body not in taken]
        again = await post_all(fleet, fleet.web, refused)
        await fleet.completed(run)
        alive = [process.is_alive for process in (*workers, *fleet.lasting)]
    arrivals = await fleet.arrivals(run)
    sums = await fleet.sums(arrivals, run)
    corrupted = await broken_relations(fleet)
    has_ended = await server_began(fleet) != began
    recovered = round(arrivals.recovered_s(emptied, rate), 2)
    while_full = [moment for moment in arrivals.moments if filled <= moment < emptied]

    report(
        "P5",
        case=case,
        runs=1,
        rate=rate,
        full_s=round(emptied - filled, 1),
        **sums,
        recovered_s_median=recovered,
        recovered_s_worst=recovered,
        sent_on_s=round(max(while_full, default=filled) - filled, 2),
        webhooks_taken=len(taken),
        webhooks_refused=len(refused),
        false_200=len(false_200),
        corrupted=len(corrupted),
        server_ended=has_ended,
    )
    assert set(codes) <= {200, 503}
    assert refused
    assert not false_200
    assert set(again) == {200}
    assert await stored(fleet, bodies) == set(bodies)
    assert sums["lost"] == sums["doubled"] == sums["unknown"] == sums["failed"] == 0
    assert recovered <= RECOVERED_WITHIN
    assert not corrupted
    if case == "write-ahead log":
        assert max(while_full, default=filled) - filled <= STOPS_WITHIN
    assert all(alive)


def noise() -> str:
    """Return what cannot be packed, so that a body needs pages of its own."""
    return os.urandom(40_000).hex()


@asynccontextmanager
async def full(volume: Path) -> AsyncGenerator[None]:
    """Leave no byte for the duration of the block, whatever is freed meanwhile."""
    ballast = volume / "ballast"
    filling = asyncio.create_task(fill(ballast))
    try:
        await asyncio.sleep(0.5)
        yield
    finally:
        filling.cancel()
        with suppress(asyncio.CancelledError):
            await filling
        ballast.unlink()


async def fill(ballast: Path) -> None:
    with ballast.open("wb", buffering=0) as file:
        while True:
            with suppress(OSError):  # no space left
                while file.write(b"\0" * 65_536):
                    pass
            await asyncio.sleep(0.02)


async def use_up_log(fleet: Fleet) -> None:
    """Leave the segments that were made ahead unused, until there is none and none can be made."""
    with suppress(psycopg.OperationalError):
        async with await as_superuser(fleet) as connection:
            while True:
                await connection.execute("SELECT pg_logical_emit_message(false, 'test', 'x'), pg_switch_wal()")


async def server_began(fleet: Fleet) -> datetime:
    """Return since when the server has run without a crash: its checkpointer ends with it."""
    async with await as_superuser(fleet) as connection:
        found = await connection.execute(
            "SELECT backend_start AS at FROM pg_stat_activity WHERE backend_type = 'checkpointer'"
        )
        row = await found.fetchone()
    assert row is not None
    return row["at"]


async def is_up(fleet: Fleet) -> bool:
    try:
        await fleet.query("SELECT 1")
    except psycopg.OperationalError:
        return False
    return True


async def broken_relations(fleet: Fleet) -> list[str]:
    """Read every row of every table and return the tables where that fails: a torn page says so."""
    broken: list[str] = []
    for row in await fleet.query(
        "SELECT oid::regclass::text AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'harkara'::regnamespace"
    ):
        try:
            await fleet.query(f"SELECT count(t.*::text) FROM {row['name']} t")
        except psycopg.Error as error:
            broken.append(f"{row['name']}: {error}")
    return broken
