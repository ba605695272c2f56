"""P7: somebody holds back what VACUUM may remove - a forgotten transaction, and a replication slot nobody reads."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import psycopg
import pytest
from tests.faults.figures import Arrivals, report
from tests.faults.fleet import Fleet, Run
from tests.faults.scale import sized
from tests.faults.superuser import as_superuser

pytestmark = pytest.mark.faults

RATE = sized(75, 250)
"""Messages a second of each number at the start; ours grows by a tenth every five minutes."""
NUMBERS = (0, 2)
"""Positions of the numbers that send: Meta's limit for the one between them is lower."""
CALM_S = sized(5.0, 60.0)
HELD_S = sized(8.0, 600.0)
CAMPAIGNS = sized(1, 3)
"""Of each number, one after the other: a file has 100,000 rows at most."""
MOST_DROP = 0.2
SLOT = "nobody_reads_it"


async def test_p7_sending_goes_on_while_nothing_can_be_vacuumed(fleet: Fleet) -> None:
    await allow_slots(fleet)
    await fleet.execute("VACUUM ANALYZE send_queue")
    async with fleet.workers_of({}):
        runs = await begin_on_all(fleet, seconds=CALM_S + HELD_S + 4)
        await fleet.until_accepted(runs[0].after + RATE * len(NUMBERS))
        calm_began = time.monotonic()
        calm_looks = await claim_seconds(fleet, calm_began + CALM_S)
        async with held_back(fleet):
            held_began = time.monotonic()
            looks = await claim_seconds(fleet, held_began + HELD_S)
            held_ended = time.monotonic()
            dead = await dead_tuples(fleet)
        for run in runs:
            await fleet.completed(run)
    arrivals = await fleet.arrivals(*runs)
    sums = await fleet.sums(arrivals, *runs)
    calm = await share_of_allowed(fleet, arrivals, calm_began, held_began)
    held = await share_of_allowed(fleet, arrivals, held_began, held_ended)
    last_quarter = await share_of_allowed(fleet, arrivals, held_ended - HELD_S / 4, held_ended)

    report(
        "P7",
        runs=1,
        rate=RATE * len(NUMBERS),
        calm_s=CALM_S,
        held_s=HELD_S,
        **sums,
        share_of_rate_calm=round(calm, 3),
        share_of_rate_held=round(held, 3),
        throughput_drop=round(1 - held / calm, 3),
        throughput_drop_last_quarter=round(1 - last_quarter / calm, 3),
        dead_tuples=dead,
        claim_look_ms_calm=round(statistics.median(calm_looks) * 1000, 2),
        claim_look_ms_last=round(statistics.median(looks[-len(looks) // 4 :]) * 1000, 2),
    )
    assert held > (1 - MOST_DROP) * calm
    assert sums["lost"] == sums["doubled"] == sums["unknown"] == sums["failed"] == 0


async def begin_on_all(fleet: Fleet, seconds: float) -> list[Run]:
    """Give every number enough to send for so long."""
    recipients = int(RATE * 1.2 * seconds / CAMPAIGNS)
    return [await fleet.begin(recipients, RATE, position) for _ in range(CAMPAIGNS) for position in NUMBERS]


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


async def share_of_allowed(fleet: Fleet, arrivals: Arrivals, began: float, ended: float) -> float:
    """Return what was sent between two moments (monotonic seconds) as a share of what the numbers' rates allowed then."""
    wall = time.time() - time.monotonic()
    changes = await fleet.query(
        "SELECT to_rate - from_rate AS more, extract(epoch FROM changed_at)::float AS at FROM rate_changes"
    )
    allowed = RATE * len(NUMBERS) * (ended - began)
    allowed += sum(change["more"] * max(0.0, ended - max(began, change["at"] - wall)) for change in changes)
    return arrivals.between(began, ended) / allowed
