"""A move brings every row to the new database exactly once, or says why not and changes nothing."""

from __future__ import annotations

import asyncio
import random
import stat
from collections.abc import AsyncGenerator
from pathlib import Path

import psycopg
import pytest
from tests.databases import create_database, with_database
from tests.entrypoints.archive.conftest import Listener
from tests.entrypoints.archive.random_rows import contents, fill
from tests.factories import make_campaign

from harkara.entrypoints.archive import databases
from harkara.entrypoints.archive.errors import (
    CampaignsActiveError,
    CountsDifferError,
    DatabaseInUseError,
    NothingToMoveError,
    TargetNotEmptyError,
)
from harkara.entrypoints.archive.moving import move
from harkara.entrypoints.archive.new_settings import write_new_settings
from harkara.entrypoints.archive.tables import connect
from harkara.entrypoints.migrate import migrate
from harkara.kit.db import Database
from harkara.kit.settings import Settings

QUIET = "UPDATE campaigns SET status = 'stopped' WHERE status IN ('queued', 'running')"


@pytest.fixture
async def new(url: str) -> AsyncGenerator[str]:
    """An empty database elsewhere."""
    await create_database(with_database(url, "postgres"), "target")
    yield with_database(url, "target")
    await databases.drop(url, "target")


class CutError(Exception):
    """Stands for the end of the process."""


class CutAt(Listener):
    """Ends the work when a step begins, or in the middle of it."""

    def __init__(self, step: str, *, within: bool = False) -> None:
        super().__init__()
        self._step = step
        self._within = within

    def step(self, what: str, whole: int | None = None) -> None:
        super().step(what)
        if what.startswith(self._step) and not self._within:
            raise CutError

    def moved(self, amount: int) -> None:
        if self.steps[-1].startswith(self._step):
            raise CutError


async def execute(url: str, statement: str) -> None:
    async with await connect(url) as connection:
        await connection.execute(statement)  # pyright: ignore[reportArgumentType]


async def filled(url: str, seed: int = 1) -> dict[str, list[str]]:
    await fill(url, random.Random(seed))
    await execute(url, QUIET)
    return await contents(url)


@pytest.mark.parametrize("seed", range(2))
async def test_every_row_arrives_as_it_was(url: str, new: str, seed: int) -> None:
    before = await filled(url, seed)

    moved = await move(url, new, Listener())

    assert await contents(new) == before
    assert moved.rows == sum(map(len, before.values()))
    assert not moved.sign_in_stays


async def test_identities_go_on_counting_and_triggers_work_again(url: str, new: str) -> None:
    database = Database(url)
    old = await make_campaign(database, recipients=3, status="stopped")
    await database.close()

    await move(url, new, Listener())

    database = Database(new)
    made = await make_campaign(database, recipients=1)
    await database.close()
    assert made.contact_ids[0] == old.contact_ids[-1] + 1
    async with await connect(new) as connection:
        await connection.execute("LISTEN harkara_changes")
        disabled = await connection.execute("SELECT tgname FROM pg_trigger WHERE tgenabled = 'D'")
        assert await disabled.fetchall() == []


async def test_no_trace_of_the_move_is_left_and_the_old_database_is_set_aside(url: str, new: str) -> None:
    before = await filled(url)

    await move(url, new, Listener())

    async with await connect(new) as connection:
        assert await (await connection.execute("SELECT to_regnamespace('harkara_moving')")).fetchone() == (None,)
    assert not await databases.exists(url, databases.IN_USE)
    assert await contents(databases.url_of(url, databases.MOVED)) == before


async def test_with_supabase_the_embedded_sign_in_stays_behind(url: str, new: str) -> None:
    before = await filled(url)
    await execute(new, "CREATE SCHEMA auth; CREATE TABLE auth.users (id uuid)")

    moved = await move(url, new, Listener())

    after = await contents(new)
    assert moved.sign_in_stays
    assert {name: rows for name, rows in after.items() if rows} == {
        name: rows for name, rows in before.items() if not name.startswith("auth_")
    }


@pytest.mark.parametrize(
    ("step", "within"),
    [
        ("Making", False),
        ("campaign_contacts", False),
        ("campaign_contacts", True),
        ("procrastinate_jobs", True),
        ("Counting", False),
        ("Setting", False),
    ],
)
async def test_what_was_interrupted_goes_on_where_it_ended(url: str, new: str, step: str, within: bool) -> None:
    before = await filled(url)
    first, second = CutAt(step, within=within), Listener()

    with pytest.raises(CutError):
        await move(url, new, first)
    assert await contents(url) == before
    await move(url, new, second)

    assert await contents(new) == before
    whole = {name for name in first.steps if ":" in name and not (within and name == first.steps[-1])}
    if step != "Making":
        assert whole - {first.steps[-1]}
    assert not (whole - {first.steps[-1]}) & set(second.steps)


async def test_a_move_killed_at_its_very_end_is_finished_by_the_next(url: str, new: str) -> None:
    before = await filled(url)
    with pytest.raises(CutError):
        await move(url, new, CutAt("Setting"))
    await databases.set_aside(url, databases.MOVED)
    await databases.create(url, databases.IN_USE)  # as the next start of the embedded server does

    moved = await move(url, new, Listener())

    assert moved.rows == sum(map(len, before.values()))
    async with await connect(new) as connection:
        assert await (await connection.execute("SELECT to_regnamespace('harkara_moving')")).fetchone() == (None,)


async def test_running_campaigns_are_named_and_nothing_is_moved(url: str, new: str) -> None:
    database = Database(url)
    await make_campaign(database, status="running")
    await make_campaign(database, status="queued")
    await make_campaign(database, status="scheduled")
    await database.close()
    await execute(url, "UPDATE campaigns SET name = status")

    with pytest.raises(CampaignsActiveError, match=r"running \(1\), queued \(2\)\.$"):
        await move(url, new, Listener())

    assert await contents(new) == {}


async def test_a_database_with_other_data_is_refused_and_stays_as_it_is(url: str, new: str) -> None:
    await filled(url)
    await migrate(new)
    await execute(new, "INSERT INTO contacts (wa_id) VALUES ('919812345678')")
    before = await contents(new)

    with pytest.raises(TargetNotEmptyError, match="contacts"):
        await move(url, new, Listener())

    assert await contents(new) == before


async def test_a_migrated_but_empty_database_is_taken(url: str, new: str) -> None:
    before = await filled(url)
    await migrate(new)

    await move(url, new, Listener())

    assert await contents(new) == before


async def test_the_unfinished_move_of_another_installation_is_refused(url: str, new: str) -> None:
    await filled(url)
    with pytest.raises(CutError):
        await move(url, new, CutAt("campaigns"))
    await execute(url, "UPDATE installation SET id = 'another'")

    with pytest.raises(TargetNotEmptyError, match="another installation"):
        await move(url, new, Listener())


async def test_counts_that_differ_are_told_and_the_old_database_stays_in_use(url: str, new: str) -> None:
    await filled(url)
    with pytest.raises(CutError):
        await move(url, new, CutAt("Counting"))
    await execute(new, "DELETE FROM notifications WHERE id = (SELECT min(id) FROM notifications)")

    with pytest.raises(CountsDifferError, match=r"notifications: 12 rows expected, 11 found"):
        await move(url, new, Listener())

    assert await databases.exists(url, databases.IN_USE)


async def test_nothing_is_moved_while_somebody_is_connected(url: str, new: str) -> None:
    async with await connect(url):
        with pytest.raises(DatabaseInUseError):
            await move(url, new, Listener())


async def test_who_is_just_leaving_is_waited_for(url: str, new: str) -> None:
    before = await filled(url)
    leaving = await connect(url)
    asyncio.get_running_loop().call_later(0.3, leaving.pgconn.finish)

    await move(url, new, Listener())

    assert await contents(new) == before


async def test_nobody_can_write_during_a_move(url: str, new: str) -> None:
    await filled(url)
    refused = []

    class Writing(Listener):
        def step(self, what: str, whole: int | None = None) -> None:
            super().step(what)
            if what == "Counting on both sides":
                with psycopg.connect(url, autocommit=True, options="-c lock_timeout=50ms") as late:
                    try:
                        late.execute("UPDATE harkara.whatsapp_numbers SET runner_epoch = runner_epoch + 1")
                    except psycopg.errors.LockNotAvailable:
                        refused.append(what)

    await move(url, new, Writing())

    assert refused == ["Counting on both sides"]


async def test_two_moves_into_one_database_do_not_mix(url: str, new: str) -> None:
    await filled(url)
    async with await connect(new) as connection:
        await connection.execute("SELECT pg_advisory_lock(%s)", (0x68726D76,))
        with pytest.raises(DatabaseInUseError, match="Another"):
            await move(url, new, Listener())


async def test_an_empty_embedded_database_is_nothing_to_move(url: str, new: str) -> None:
    await databases.create(url, databases.IN_USE)

    with pytest.raises(NothingToMoveError):
        await move(url, new, Listener())


def test_the_new_settings_are_read_as_they_were_written(tmp_path: Path) -> None:
    url, key = "postgresql://u:p%40ss'w\\ord#$x@host:5432/postgres?sslmode=verify-full", "one+two/three=,former"

    path = write_new_settings(tmp_path, url, key)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    read = Settings(_env_file=path)  # pyright: ignore[reportCallIssue]
    assert read.database_url == url
    assert read.encryption_key is not None
    assert read.encryption_key.get_secret_value() == key
