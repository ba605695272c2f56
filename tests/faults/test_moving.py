"""P11 and moving: backup, restore and move as real processes, killed at any moment, in the middle of a campaign's life."""

from __future__ import annotations

import asyncio
import random
import re
import signal
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from tests.acceptance.platform import HARKARA, until
from tests.entrypoints.archive.random_rows import contents
from tests.faults.figures import report
from tests.faults.fleet import Fleet, Process, Run, start_process
from tests.faults.scale import SEED, sized

from harkara.embedded.postgres import EmbeddedPostgres
from harkara.entrypoints.archive import databases
from harkara.entrypoints.archive.tables import connect

pytestmark = pytest.mark.faults

RATE = sized(100, 300)
KILLS = sized(4, 20)
ENDS_WITHIN = 60.0


@pytest.fixture
async def new(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[str]:
    """An empty database in another cluster."""
    server = EmbeddedPostgres(tmp_path_factory.mktemp("new"))
    url = await server.start()
    yield url
    await server.stop()


async def test_p11_a_backup_of_ten_seconds_ago_is_restored_in_the_middle_of_a_campaign(fleet: Fleet) -> None:
    """What was sent in between is not known, is not sent again, and is settled where Meta still tells of it."""
    archive = fleet.data / "p11.zip"
    async with fleet.workers_of({}):
        run = await fleet.begin(recipients=40 * RATE, rate=RATE)
        await fleet.until_accepted(run.after + 2 * RATE)
        await command(fleet, "backup", "--to", str(archive))
        at_backup = await fleet.accepted()
        await fleet.until_accepted(at_backup + 4 * RATE)
    async with api_away(fleet):
        output = await command(fleet, "restore", str(archive))
    held = await fleet.campaign(run.campaign_id)
    sent_by_then = await fleet.accepted()
    async with fleet.workers_of({}):
        await asyncio.sleep(5)
        assert await fleet.accepted() == sent_by_then
        before = await fleet.arrivals(run)
        [counts] = await fleet.query(
            "SELECT count(*) FILTER (WHERE status = 'pending') AS unknown FROM harkara.campaign_contacts WHERE campaign_id = %s",
            (run.campaign_id,),
        )
        assert (await fleet.call("POST", f"/campaigns/{run.campaign_id}/resume")).status == 200
        await fleet.completed(run)
        doubled_by_resuming = (await fleet.arrivals(run)).doubled

    flagged = re.search(r"Of ([\d,]+) recipients", output)
    assert flagged is not None
    report(
        "P11",
        runs=1,
        messages=run.recipients,
        sent_in_the_gap=sent_by_then - at_backup,
        flagged=flagged[1],
        unknown=counts["unknown"],
        doubled=before.doubled,
        doubled_by_resuming=doubled_by_resuming,
    )
    assert held["status"] == "stopped"
    assert "restored from the backup" in held["status_reason"]
    assert int(flagged[1].replace(",", "")) >= sent_by_then - at_backup
    assert before.doubled == 0
    never_sent = run.recipients - len(before.moments)
    assert doubled_by_resuming == counts["unknown"] - never_sent


async def test_a_restore_killed_at_random_moments_leaves_the_database_whole(fleet: Fleet) -> None:
    """Before the exchange it is the former one, after it the restored one."""
    dice = random.Random(SEED + 11)
    archive = fleet.data / "killed.zip"
    await fleet.execute("UPDATE harkara.whatsapp_numbers SET display_name = 'of the backup'")
    await command(fleet, "backup", "--to", str(archive))
    steps = ("Checking", "Restoring", "Counting", "Stopping", "Putting")
    found = []
    async with api_away(fleet):
        for kill in range(KILLS):
            await fleet.execute("UPDATE harkara.whatsapp_numbers SET display_name = 'later'")
            before = await contents(fleet.url)
            process = await begin(fleet, "restore", str(archive))
            await killed_in(process, steps[kill % len(steps)], dice)
            await all_gone(fleet)
            after = await contents(fleet.url)
            names = {
                row["display_name"] for row in await fleet.query("SELECT display_name FROM harkara.whatsapp_numbers")
            }
            found.append(names)
            assert names in ({"later"}, {"of the backup"})
            if names == {"later"}:
                assert after == before
        await command(fleet, "restore", str(archive))
        names = {row["display_name"] for row in await fleet.query("SELECT display_name FROM harkara.whatsapp_numbers")}
        assert names == {"of the backup"}
    report("restore killed", runs=KILLS, unchanged=sum(names == {"later"} for names in found))


async def test_a_move_killed_at_random_moments_arrives_whole_and_the_campaign_goes_on_there(
    fleet: Fleet, new: str
) -> None:
    dice = random.Random(SEED + 12)
    async with fleet.workers_of({}):
        run = await fleet.begin(recipients=sized(6_000, 100_000), rate=1000)
        await fleet.until_accepted(run.after + 2000)
        await stop_campaign(fleet, run)
    api, old = fleet.lasting[1], fleet.url
    await api.stop()
    kills, seconds = await move_through_kills(fleet, new, dice)
    fleet.use(new)
    await start_api(fleet)
    try:
        assert (await fleet.call("POST", f"/campaigns/{run.campaign_id}/resume")).status == 200
        async with fleet.workers_of({}):
            await fleet.completed(run)
        sums = await fleet.sums(await fleet.arrivals(run), run)
    finally:  # the fleet gets its own database back
        await api.stop()
        await databases.drop(old, databases.IN_USE)
        async with await connect(databases.url_of(old, "postgres")) as connection:
            await connection.execute(f"ALTER DATABASE {databases.MOVED} RENAME TO {databases.IN_USE}")
        fleet.use(old)
        await start_api(fleet)
    report("move killed", runs=kills, **sums, last_run_s=round(seconds, 3))
    assert sums["lost"] == sums["doubled"] == sums["unknown"] == sums["failed"] == 0


async def move_through_kills(fleet: Fleet, new: str, dice: random.Random) -> tuple[int, float]:
    """Move the fleet's database, killing the command at one step after the other; return kills and the last run's seconds."""
    expected, kills = await contents(fleet.url), 0
    for step in steps_of_a_move(list(expected), dice):
        if step in await copied(new):
            continue
        process = await begin(fleet, "move", "--to", new)
        kills += await killed_in(process, step, dice)
        await all_gone(fleet)
    started = time.monotonic()
    await command(fleet, "move", "--to", new)
    seconds = time.monotonic() - started
    assert await contents(new) == expected
    assert await contents(databases.url_of(fleet.url, databases.MOVED)) == expected
    return kills, seconds


def steps_of_a_move(tables: list[str], dice: random.Random) -> list[str]:
    """Return where to kill: at both ends, in the big tables, and somewhere else."""
    big = ["campaign_contacts", "contacts", "messages", "send_queue"]
    return ["Making", *big, dice.choice(tables[tables.index(big[-1]) + 1 :]), "Counting", "Setting"]


async def copied(url: str) -> set[str]:
    """Return the tables that have arrived whole."""
    async with await connect(url) as connection:
        exists = await connection.execute("SELECT to_regclass('harkara_moving.tables') IS NOT NULL")
        if await exists.fetchone() != (True,):
            return set()
        rows = await connection.execute("SELECT name FROM harkara_moving.tables")
        return {name for (name,) in await rows.fetchall()}


async def stop_campaign(fleet: Fleet, run: Run) -> None:
    """Stop it while the worker is in full swing, and wait until everything in flight is settled."""
    assert (await fleet.call("POST", f"/campaigns/{run.campaign_id}/stop")).status == 200

    async def is_settled() -> bool:
        [row] = await fleet.query("SELECT count(*) AS n FROM harkara.send_queue WHERE state = 'processing'")
        return row["n"] == 0

    await until(is_settled, ENDS_WITHIN)


async def begin(fleet: Fleet, *words: str) -> Process:
    """Start a command on the embedded database, as an operator without DATABASE_URL does."""
    environment = {name: value for name, value in fleet.environment.items() if name != "DATABASE_URL"}
    log = fleet.data / f"command-{len(list_of_logs(fleet.data))}.log"
    return await start_process((*HARKARA, *words), environment, log)


def list_of_logs(data: Path) -> list[Path]:
    return list(data.glob("command-*.log"))


async def command(fleet: Fleet, *words: str) -> str:
    """Run a command to its end and return what it said."""
    process = await begin(fleet, *words)
    assert await process.ended(ENDS_WITHIN) == 0, process.log.read_text()
    return process.log.read_text()


async def killed_in(process: Process, step: str, dice: random.Random) -> bool:
    """Kill it at a random moment after a step has begun; return False if it was quicker."""

    async with asyncio.timeout(ENDS_WITHIN):
        while process.is_alive and not has_begun(process.log, step):  # noqa: ASYNC110 - another process's log tells no event
            await asyncio.sleep(0.002)
    await asyncio.sleep(dice.uniform(0, 0.03))
    was_alive = process.is_alive
    process.signal(signal.SIGKILL)
    await process.ended(10.0)
    return was_alive


def has_begun(log: Path, step: str) -> bool:
    return any(line.startswith(step) for line in log.read_text().splitlines())


async def all_gone(fleet: Fleet) -> None:
    """Wait until the server has noticed that its client is dead: its locks and its half of a COPY go with the session."""

    async def alone() -> bool:
        async with await connect(databases.url_of(fleet.url, "postgres")) as connection:
            query = "SELECT count(*) FROM pg_stat_activity WHERE datname LIKE 'harkara%' AND backend_type = 'client backend'"
            return await (await connection.execute(query)).fetchone() == (0,)

    await until(alone, ENDS_WITHIN)


@asynccontextmanager
async def api_away(fleet: Fleet) -> AsyncGenerator[None]:
    """Stop the API, the last that is connected, and start it again afterwards, on the fleet's database of then."""
    api = fleet.lasting[1]
    await api.stop()
    try:
        yield
    finally:
        await start_api(fleet)


async def start_api(fleet: Fleet) -> None:
    """Start the API again, on the fleet's database of now."""
    await fleet.restart_api()
    await fleet.sign_in()  # a restore has ended all sessions
