"""P7: somebody holds back what VACUUM may remove - a forgotten transaction, and a replication slot nobody reads."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import psycopg
import pytest
from tests.faults.figures import Arrivals, report
from tests.faults.fleet import Fleet
from tests.faults.scale import sized
from tests.faults.superuser import as_superuser

pytestmark = pytest.mark.faults

RATE = sized(150, 500)
HELD_S = sized(8.0, 600.0)
MOST_DROP = 0.2
SLOT = "nobody_reads_it"


async def test_p7_sending_goes_on_while_nothing_can_be_vacuumed(fleet: Fleet) -> None:
    await allow_slots(fleet)
    await fleet.execute("VACUUM ANALYZE send_queue")
    async with fleet.workers_of({}):
        async with held_back(fleet):
            run = await fleet.begin(recipients=int(RATE * (HELD_S + 4)), rate=RATE)
            await fleet.until_accepted(run.after + RATE)
            began = time.monotonic()
            claims = await claim_seconds(fleet, began + HELD_S)
            ended = time.monotonic()
            dead = await dead_tuples(fleet)
        await fleet.completed(run)
    arrivals = await fleet.arrivals(run)
    sums = await fleet.sums(arrivals, run)
    last = min(ended, arrivals.moments[-1])
    drop = 1 - arrivals.between(began, last) / ((last - began) * RATE)

    report(
        "P7",
        runs=1,
        rate=RATE,
        held_s=round(last - began, 1),
        **sums,
        throughput_drop=round(drop, 3),
        throughput_drop_last_quarter=round(drop_of_last_quarter(arrivals, began, last), 3),
        dead_tuples=dead,
        index_look_ms_first=round(claims[0] * 1000, 2),
        index_look_ms_last=round(claims[-1] * 1000, 2),
    )
    assert drop < MOST_DROP
    assert sums["lost"] == sums["doubled"] == sums["unknown"] == sums["failed"] == 0


async def allow_slots(fleet: Fleet) -> None:
    """Let the server keep what logical replication needs; takes a restart."""
    with (fleet.data / "postgres" / "data" / "postgresql.conf").open("a") as file:
        file.write("\nwal_level = logical\n")
    await fleet.restart_postgres()


@asynccontextmanager
async def held_back(fleet: Fleet) -> AsyncGenerator[None]:
    """An old snapshot and an old slot for the duration of the block."""
    async with await as_superuser(fleet) as superuser, await psycopg.AsyncConnection.connect(fleet.url) as idle:
        await superuser.execute("SELECT pg_create_logical_replication_slot(%s, 'pgoutput')", (SLOT,))
        try:
            await idle.set_isolation_level(psycopg.IsolationLevel.REPEATABLE_READ)
            await idle.execute("SELECT count(*) FROM campaigns")
            yield
            await idle.rollback()
        finally:
            await superuser.execute("SELECT pg_drop_replication_slot(%s)", (SLOT,))


async def claim_seconds(fleet: Fleet, end: float) -> list[float]:
    """Look for what is ready, as a claim does, once a second until `end`; return the seconds each look took."""
    taken: list[float] = []
    async with await psycopg.AsyncConnection.connect(fleet.url, autocommit=True) as connection:
        while time.monotonic() < end:
            began = time.monotonic()
            await connection.execute(
                "SELECT contact_id FROM send_queue WHERE campaign_id ="
                " (SELECT id FROM campaigns WHERE status = 'running' LIMIT 1)"
                " AND state = 'ready' AND available_at <= now() ORDER BY contact_id LIMIT 100"
            )
            taken.append(time.monotonic() - began)
            await asyncio.sleep(1.0)
    return taken


async def dead_tuples(fleet: Fleet) -> int:
    """Return how many old versions of queue rows there are; a VACUUM that removes none counts them."""
    await fleet.execute("VACUUM send_queue")
    [row] = await fleet.query("SELECT n_dead_tup AS n FROM pg_stat_user_tables WHERE relname = 'send_queue'")
    return row["n"]


def drop_of_last_quarter(arrivals: Arrivals, began: float, ended: float) -> float:
    start = ended - (ended - began) / 4
    return 1 - arrivals.between(start, ended) / ((ended - start) * RATE)
