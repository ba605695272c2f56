"""P9: another host takes over. The former one lives on, read-only, and connections to it stay open."""

from __future__ import annotations

import asyncio
import os
import subprocess
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from tests.acceptance.platform import until
from tests.faults.figures import report
from tests.faults.fleet import Fleet, running_fleet
from tests.faults.line import line_to
from tests.faults.scale import sized

from harkara.embedded.postgres import EmbeddedPostgres
from harkara.embedded.postgres.account import hand_over, let_search, server_account
from harkara.embedded.postgres.cluster import Cluster, programs

pytestmark = pytest.mark.faults

RECOVERED_WITHIN = 30.0
RULES = "local all all peer map=harkara\nlocal replication all peer map=harkara\n"
# No commit is told before the standby has it, so that a failover forgets nothing that was claimed.
PRIMARY = """
hba_file = 'failover_hba.conf'
synchronous_standby_names = '*'
"""


@pytest.fixture
async def fleet(tmp_path: Path) -> AsyncGenerator[Fleet]:
    """A fleet of the test's own: what happens to its database cannot be undone."""
    async with running_fleet(tmp_path) as fleet:
        yield fleet


async def test_p9_failover_in_mid_campaign(fleet: Fleet, tmp_path_factory: pytest.TempPathFactory) -> None:
    rate = sized(100, 300)
    first = Cluster((fleet.data / "postgres").resolve())
    async with standby_of(fleet, first, tmp_path_factory.mktemp("standby")) as second, line_to(first.socket) as line:
        await fleet.lasting[1].stop()
        fleet.use(line.url)
        await fleet.restart_api()
        async with fleet.workers_of({}) as workers:
            run = await fleet.begin(recipients=rate * 25, rate=rate)
            await fleet.until_accepted(run.after + 4 * rate)
            failed_over = time.monotonic()
            await make_read_only(first)
            await promote(second)
            line.lead_to(second.socket)
            await fleet.completed(run)
            alive = [process.is_alive for process in (*workers, *fleet.lasting)]
            assert await fleet.query("SELECT pg_is_in_recovery() AS standby") == [{"standby": False}]
        await until(lambda: nobody_stays(first), RECOVERED_WITHIN)
        arrivals = await fleet.arrivals(run)
        sums = await fleet.sums(arrivals, run)
    recovered = arrivals.recovered_s(failed_over, rate)

    report("P9", runs=1, rate=rate, **sums, recovered_s_median=recovered, recovered_s_worst=recovered)
    assert sums["lost"] == sums["doubled"] == sums["unknown"] == sums["failed"] == 0
    assert recovered <= RECOVERED_WITHIN
    assert all(alive)


@asynccontextmanager
async def standby_of(fleet: Fleet, first: Cluster, directory: Path) -> AsyncGenerator[Cluster]:
    """A second host that follows the fleet's database, commit by commit."""
    allow_replication(first)
    await fleet.restart_postgres()
    server = EmbeddedPostgres(directory)
    second = Cluster((directory / "postgres").resolve())
    await asyncio.to_thread(copy_cluster, first, second)
    await server.start()

    async def follows() -> bool:
        async with await connect(first) as connection:
            found = await connection.execute("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'")
            return await found.fetchone() == (1,)

    await until(follows, 30)
    try:
        yield second
    finally:
        async with await connect(first) as connection:  # or its last commits wait for a standby for ever
            await connection.execute("ALTER SYSTEM SET synchronous_standby_names = ''")
            await connection.execute("SELECT pg_reload_conf()")
        await server.stop()


def allow_replication(cluster: Cluster) -> None:
    (cluster.data / "failover_hba.conf").write_text(RULES)
    (cluster.data / "failover_hba.conf").chmod(0o644)
    with (cluster.data / "postgresql.conf").open("a") as file:
        file.write(PRIMARY)


def copy_cluster(first: Cluster, second: Cluster) -> None:
    """Make the standby as an operator does, under the account the server runs as."""
    account = server_account(second.home)
    hand_over(second.home, account)
    let_search(second.home, account)
    made = subprocess.run(
        [
            str(programs() / "pg_basebackup"),
            f"--pgdata={second.data}",
            "--write-recovery-conf",
            "--checkpoint=fast",
            "--wal-method=stream",
            f"--dbname=host={first.socket_directory} user=postgres",
        ],
        check=False,
        capture_output=True,
        cwd="/",
        env={"PATH": os.defpath, "LC_ALL": "C"},
        **account.process_arguments,
    )
    assert made.returncode == 0, made.stderr
    with (second.data / "postgresql.conf").open("a") as file:
        file.write("\nsynchronous_standby_names = ''\n")


async def promote(second: Cluster) -> None:
    async with await connect(second) as connection:
        await connection.execute("SELECT pg_promote()")


async def make_read_only(first: Cluster) -> None:
    """Let nothing new be written, and what is being written end: it would wait for the standby for ever otherwise."""
    async with await connect(first) as connection:
        await connection.execute("ALTER SYSTEM SET default_transaction_read_only = on")
        await connection.execute("SELECT pg_reload_conf()")

        async def nobody_writes() -> bool:
            found = await connection.execute("SELECT count(*) FROM pg_stat_activity WHERE backend_xid IS NOT NULL")
            return await found.fetchone() == (0,)

        await asyncio.sleep(0.3)  # until every session has heard of it
        await until(nobody_writes, 10)


async def nobody_stays(first: Cluster) -> bool:
    """Say whether all our processes have left the former host, also those that only listen."""
    async with await connect(first) as connection:
        found = await connection.execute("SELECT count(*) FROM pg_stat_activity WHERE usename = 'harkara'")
        return await found.fetchone() == (0,)


async def connect(cluster: Cluster) -> psycopg.AsyncConnection:
    url = f"postgresql://postgres@/harkara?host={quote(str(cluster.socket_directory), safe='')}"
    return await psycopg.AsyncConnection.connect(url, autocommit=True)
