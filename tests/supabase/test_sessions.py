"""A sign-out in Supabase counts within half a minute, wherever we may look into the project's sessions."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from uuid import UUID, uuid4

import pytest
from tests.clocks import ManualClock
from tests.supabase.projects import as_superuser, run

from harkara.core.auth.supabase_sessions import SupabaseSessions, can_read_sessions
from harkara.embedded.auth.live_sessions import LiveSessions
from harkara.kit.db import Database

NOTICED_SECONDS = 30


@pytest.fixture
async def database(project: str) -> AsyncGenerator[Database]:
    database = Database(project)
    yield database
    await database.close()


@pytest.fixture
async def session_id(project: str) -> UUID:
    """The admin is signed in."""
    session_id = uuid4()
    await run(
        project,
        f"INSERT INTO auth.users (id, email) VALUES ('{session_id}', 'admin@example.in')",
        f"INSERT INTO auth.sessions (id, user_id) VALUES ('{session_id}', '{session_id}')",
    )
    return session_id


async def test_a_sign_out_counts_within_half_a_minute(database: Database, session_id: UUID) -> None:
    clock = ManualClock()
    live = LiveSessions(database, clock, SupabaseSessions().exists)
    assert await live.is_live(session_id)

    await run(database.url, "DELETE FROM auth.sessions")

    clock.move(NOTICED_SECONDS)
    assert not await live.is_live(session_id)


async def test_a_made_up_session_is_none(database: Database) -> None:
    assert not await LiveSessions(database, ManualClock(), SupabaseSessions().exists).is_live(uuid4())


@pytest.mark.parametrize(
    "hidden",
    [
        "REVOKE USAGE ON SCHEMA auth FROM harkara",
        "REVOKE ALL ON auth.sessions FROM harkara",
        "ALTER TABLE auth.sessions ENABLE ROW LEVEL SECURITY",
        "DROP TABLE auth.sessions",
        "DROP SCHEMA auth CASCADE",
    ],
)
async def test_where_we_may_not_look_the_tokens_end_counts(database: Database, hidden: str) -> None:
    await run(as_superuser(database.url), hidden)

    async with database.transaction() as session:
        assert not await can_read_sessions(session)
        assert await SupabaseSessions().exists(session, uuid4()), "nobody is locked out by what cannot be seen"
