"""Who has the public key, or any account, reads nothing of ours; the admin reads what `kit.exposure` names and changes nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

import psycopg
import pytest
from tests.supabase.caller import ADMIN, OTHER, Caller, admin
from tests.supabase.projects import ADMIN_EMAIL, as_superuser, rows_of, run, tables_of

from harkara.entrypoints import database_access
from harkara.entrypoints.access.grants import wanted_grants
from harkara.entrypoints.database_access import TableInUseError, find_grants, public_roles, restrict_access
from harkara.entrypoints.migrate import migrate
from harkara.kit.exposure import EXPOSED

NOTIFICATION = (
    "INSERT INTO harkara.notifications (type, title, message) VALUES ('campaign_completed', 'Diwali', 'All sent')"
)


@pytest.fixture
async def told(migrated: str) -> AsyncGenerator[str]:
    """A project in which the bell has rung once, and whose admin is the usual one."""
    await run(migrated, NOTIFICATION)
    yield migrated
    await run(migrated, "DELETE FROM harkara.notifications")
    await restrict(migrated)


STATEMENTS = (
    "SELECT * FROM harkara.{}",
    "DELETE FROM harkara.{}",
    "TRUNCATE harkara.{}",
    "INSERT INTO harkara.{} DEFAULT VALUES",
)


async def restrict(url: str, admin_email: str | None = ADMIN_EMAIL) -> int:
    def work() -> int:
        with psycopg.connect(url) as connection:
            return restrict_access(connection, admin_email)

    return await asyncio.to_thread(work)


@pytest.mark.parametrize(
    "caller",
    [
        ("anon", {}),
        ("anon", {"role": "anon"}),
        ("authenticated", {}),
        ("authenticated", OTHER),
        ("authenticated", ADMIN),
        ("service_role", {"role": "service_role"}),
    ],
    ids=["anon", "anon key", "no claims", "other user", "admin", "service key"],
)
async def test_no_table_view_or_sequence_is_read_or_changed(migrated: str, caller: tuple[Any, Any]) -> None:
    everything = await tables_of(migrated)
    assert {"campaigns", "whatsapp_numbers", "auth_users", "procrastinate_jobs", "alembic_version"} <= set(everything)
    tried = [statement.format(table) for table in everything for statement in STATEMENTS]

    assert await Caller(migrated, *caller).let_through(tried) == []


async def test_no_routine_is_called(migrated: str) -> None:
    names = await rows_of(
        migrated,
        "SELECT proname FROM pg_proc WHERE pronamespace = 'harkara'::regnamespace"
        " AND has_function_privilege('authenticated', oid, 'EXECUTE')",
    )
    assert names == []


@pytest.mark.parametrize("table", EXPOSED)
async def test_the_admin_reads_exactly_the_exposed_columns(told: str, table: str) -> None:
    columns = await rows_of(
        told, "SELECT attname::text FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0", f"harkara.{table}"
    )
    reads = {f"SELECT {name} FROM harkara.{table}": name for (name,) in columns}
    passed = await admin(told).let_through([*reads, f"UPDATE harkara.{table} SET created_at = now()"])
    assert {reads[statement] for statement in passed} == EXPOSED[table].keys()


@pytest.mark.parametrize(
    ("claims", "rows"),
    [
        (ADMIN, 1),
        (ADMIN | {"email": "Admin@Example.in"}, 1),
        (OTHER | {"app_metadata": {"role": "admin"}}, 1),
        ({}, 0),
        (OTHER, 0),
        (OTHER | {"email": ""}, 0),
        (OTHER | {"user_metadata": {"role": "admin"}}, 0),
        (OTHER | {"app_metadata": "admin"}, 0),
        (OTHER | {"app_metadata": None}, 0),
        (OTHER | {"app_metadata": {"role": "Admin"}}, 0),
        (ADMIN | {"is_anonymous": True}, 0),
        (ADMIN | {"email": f" {ADMIN_EMAIL}"}, 0),
        (ADMIN | {"email": f"{ADMIN_EMAIL}.evil.example"}, 0),
    ],
)
async def test_only_the_admin_sees_rows(told: str, claims: dict[str, Any], rows: int) -> None:
    assert len(await Caller(told, "authenticated", claims).run("SELECT id, title FROM harkara.notifications")) == rows


async def test_without_admin_email_only_the_role_counts(told: str) -> None:
    await restrict(told, None)

    for claims, rows in ((ADMIN, 0), (OTHER | {"email": ""}, 0), (OTHER | {"app_metadata": {"role": "admin"}}, 1)):
        assert len(await Caller(told, "authenticated", claims).run("SELECT id FROM harkara.notifications")) == rows


async def test_another_admin_takes_over(told: str) -> None:
    assert await restrict(told, "o'ther@example.in") == len(EXPOSED)

    assert await admin(told).run("SELECT id FROM harkara.notifications") == []
    other = Caller(told, "authenticated", ADMIN | {"email": "o'ther@example.in"})
    assert len(await other.run("SELECT id FROM harkara.notifications")) == 1


async def test_a_second_time_nothing_is_left_to_do(migrated: str) -> None:
    assert await restrict(migrated) == 0
    await migrate(migrated, ADMIN_EMAIL)
    assert await restrict(migrated) == 0


async def test_the_owner_goes_on_working(told: str) -> None:
    assert await rows_of(told, "SELECT title FROM harkara.notifications") == [("Diwali",)]
    await run(told, "UPDATE harkara.notifications SET is_read = true", "DELETE FROM harkara.notifications")


async def test_what_is_made_later_is_not_exposed(project: str) -> None:
    await run(
        project, "CREATE TABLE harkara.later (id int)", "CREATE VIEW harkara.later_view AS SELECT * FROM harkara.later"
    )

    for caller in (Caller(project), admin(project), Caller(project, "service_role")):
        assert await caller.let_through(["SELECT * FROM harkara.later", "SELECT * FROM harkara.later_view"]) == []


OPENED = {
    "a table": "GRANT ALL ON harkara.contacts TO anon",
    "a column": "GRANT SELECT (access_token_encrypted) ON harkara.whatsapp_numbers TO authenticated",
    "a column too many": "GRANT SELECT (system_prompt), UPDATE (id) ON harkara.whatsapp_numbers TO anon",
    "an exposed table, whole": "GRANT SELECT, UPDATE ON harkara.campaigns TO authenticated",
    "the schema": "GRANT ALL ON SCHEMA harkara TO anon, PUBLIC",
    "a sequence": "GRANT USAGE ON ALL SEQUENCES IN SCHEMA harkara TO authenticated",
    "functions": "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA harkara TO PUBLIC",
    "what comes later": "ALTER DEFAULT PRIVILEGES IN SCHEMA harkara GRANT ALL ON TABLES TO anon, service_role",
    "everything": "GRANT ALL ON ALL TABLES IN SCHEMA harkara TO service_role",
    "row security": "ALTER TABLE harkara.contacts DISABLE ROW LEVEL SECURITY",
    "row security for the owner": "ALTER TABLE harkara.contacts FORCE ROW LEVEL SECURITY",
    "a policy": "CREATE POLICY open ON harkara.campaigns FOR SELECT TO authenticated USING (true)",
    "a policy elsewhere": "CREATE POLICY open ON harkara.contacts USING (true)",
    "the policy": "ALTER POLICY the_admin_reads ON harkara.campaigns USING (true)",
    "old rows": "ALTER TABLE harkara.campaigns REPLICA IDENTITY FULL",
    "realtime": "ALTER PUBLICATION supabase_realtime ADD TABLE harkara.messages",
    "realtime of all": "ALTER PUBLICATION supabase_realtime ADD TABLES IN SCHEMA harkara",
    "a search path": "ALTER FUNCTION harkara.phone_tail RESET search_path",
    "a view": "ALTER VIEW harkara.daily_number_stats RESET (security_invoker)",
}

BY_SUPERUSER = {"realtime of all"}


@pytest.mark.parametrize("opened", OPENED)
async def test_what_somebody_opened_is_closed_again(migrated: str, opened: str) -> None:
    by_whom = as_superuser(migrated) if opened in BY_SUPERUSER else migrated
    await run(by_whom, OPENED[opened])

    assert await restrict(migrated) > 0

    assert await restrict(migrated) == 0
    with psycopg.connect(migrated) as connection:
        assert set(find_grants(connection, public_roles(connection))) == wanted_grants()


async def test_realtime_hears_of_the_two_tables_only(migrated: str) -> None:
    published = await rows_of(migrated, "SELECT tablename FROM pg_publication_tables ORDER BY 1")
    assert published == [("campaigns",), ("notifications",)]


async def test_tables_of_others_stay_as_they_are(fresh_project: str) -> None:
    await run(
        fresh_project,
        "CREATE TABLE public.shop (id int PRIMARY KEY)",
        "ALTER PUBLICATION supabase_realtime ADD TABLE public.shop",
    )
    await migrate(fresh_project, ADMIN_EMAIL)

    assert await Caller(fresh_project).run("SELECT * FROM public.shop") == []
    assert ("shop",) in await rows_of(fresh_project, "SELECT tablename FROM pg_publication_tables")


async def test_a_project_without_realtime_is_fine(fresh_project: str) -> None:
    await run(fresh_project, "DROP PUBLICATION supabase_realtime")

    await migrate(fresh_project, ADMIN_EMAIL)

    assert await restrict(fresh_project) == 0


class TestLocks:
    @pytest.fixture(autouse=True)
    def few_tries(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(database_access, "TRIES", 2)
        monkeypatch.setattr(database_access, "PAUSE", 0)
        monkeypatch.setattr(database_access, "LOCK_WAIT", "20ms")

    @pytest.fixture
    async def reader(self, project: str) -> AsyncGenerator[None]:
        """Somebody who has read the table and not ended the transaction, as a backup does."""
        await run(project, "ALTER TABLE harkara.send_queue DISABLE ROW LEVEL SECURITY")
        async with await psycopg.AsyncConnection.connect(project) as connection:
            await connection.execute("SELECT FROM harkara.send_queue")
            yield

    @pytest.mark.usefixtures("reader")
    async def test_a_table_in_use_is_named(self, project: str) -> None:
        with pytest.raises(TableInUseError, match="send_queue"):
            await restrict(project)

    async def test_where_nothing_is_to_be_done_nothing_is_locked(self, project: str) -> None:
        async with await psycopg.AsyncConnection.connect(project) as connection:
            for table in ("send_queue", "campaigns", "campaign_contacts", "whatsapp_numbers"):
                await connection.execute(f"LOCK TABLE harkara.{table} IN ROW EXCLUSIVE MODE".encode())
            assert await restrict(project) == 0
