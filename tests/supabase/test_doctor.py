"""`harkara doctor --supabase` finds each open door, from inside and from outside, and says what closes it."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

import pytest
from tests.serving import serving
from tests.supabase.fake_project import PUBLIC_KEY, FakeProject
from tests.supabase.projects import ADMIN_EMAIL, as_superuser, run, tables_of

from harkara.entrypoints.doctor.examination import examine
from harkara.entrypoints.doctor.finding import Finding, State

SUBJECTS = {
    "supabase",
    "sign-ups",
    "anonymous sign-ins",
    "connection",
    "own rows",
    "grants",
    "row security",
    "publication",
    "admin's user",
    "data api",
    "realtime",
}
GOOD, DOUBTFUL, BROKEN = State.GOOD, State.DOUBTFUL, State.BROKEN


@pytest.fixture
async def fake(project: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> AsyncGenerator[FakeProject]:
    """A well-kept project with one notification, and our settings for it."""
    fake = FakeProject()
    await run(
        project,
        f"INSERT INTO auth.users (id, email) VALUES (gen_random_uuid(), '{ADMIN_EMAIL}')",
        "INSERT INTO harkara.notifications (type, title, message) VALUES ('campaign_completed', 'Diwali', 'All sent')",
    )
    async with serving(fake.app()) as web:
        monkeypatch.chdir(tmp_path)
        for name, value in {
            "DATA_DIR": str(tmp_path / "data"),
            "PORT": "9",
            "DATABASE_URL": project,
            "SUPABASE_URL": web.address,
            "SUPABASE_ANON_KEY": PUBLIC_KEY,
            "ADMIN_EMAIL": ADMIN_EMAIL,
        }.items():
            monkeypatch.setenv(name, value)
        yield fake


async def findings() -> dict[str, Finding]:
    found = {finding.subject: finding async for finding in examine(from_outside=True)}
    assert all(finding.mend for finding in found.values() if finding.state is not GOOD)
    return {subject: finding for subject, finding in found.items() if subject in SUBJECTS}


async def test_a_well_kept_project_has_no_finding(fake: FakeProject, project: str) -> None:
    found = await findings()

    assert {subject: finding.state for subject, finding in found.items()} == dict.fromkeys(SUBJECTS, GOOD)
    asked = {table for table, _ in fake.asked}
    assert asked >= {"campaigns", "contacts", "whatsapp_numbers", "procrastinate_jobs", "alembic_version"}
    assert asked <= set(await tables_of(project))
    assert {schema for _, schema in fake.asked} == {None, "harkara"}


@pytest.mark.parametrize(
    ("changed", "subject", "state", "text"),
    [
        ({"settings": {"disable_signup": False}}, "sign-ups", DOUBTFUL, "Anybody may register"),
        ({"settings": {}}, "sign-ups", DOUBTFUL, "Anybody may register"),
        ({"settings": {"disable_signup": False, "mailer_autoconfirm": True}}, "sign-ups", BROKEN, "as the admin"),
        ({"settings": {"external": {"anonymous_users": True}}}, "anonymous sign-ins", DOUBTFUL, "Anybody gets a token"),
        ({"publishes_keys": False}, "supabase", BROKEN, "legacy shared secret"),
        ({"answers": False}, "supabase", BROKEN, "does not answer"),
        ({"rest": (200, [])}, "data api", BROKEN, "campaigns"),
        ({"rest": (401, {"code": "42501"})}, "data api", DOUBTFUL, "may serve the schema harkara"),
        ({"rest": (503, {"message": "starting"})}, "data api", DOUBTFUL, "Neither given nor refused"),
        ({"rest": (429, {})}, "data api", DOUBTFUL, "Neither given nor refused"),
        ({"rest": (404, {"code": "PGRST106"})}, "data api", GOOD, "does not know the schema"),
        ({"realtime": "refuses"}, "realtime", GOOD, "refuses strangers"),
        ({"realtime": "tells nothing"}, "realtime", GOOD, "tells strangers nothing"),
        ({"realtime": "tells rows"}, "realtime", BROKEN, "was sent a row"),
    ],
)
async def test_what_is_open_outside(
    fake: FakeProject, changed: dict[str, Any], subject: str, state: State, text: str
) -> None:
    for name, value in changed.items():
        setattr(fake, name, value)

    found = (await findings())[subject]

    assert (found.state, text in found.text) == (state, True), found


@pytest.mark.usefixtures("fake")
@pytest.mark.parametrize(
    ("opened", "subject", "text"),
    [
        ("GRANT SELECT ON harkara.contacts TO anon", "grants", "anon has SELECT on table contacts"),
        ("GRANT SELECT (wa_id) ON harkara.contacts TO authenticated", "grants", "authenticated has SELECT"),
        ("ALTER DEFAULT PRIVILEGES IN SCHEMA harkara GRANT ALL ON TABLES TO anon", "grants", "default"),
        ("ALTER TABLE harkara.messages DISABLE ROW LEVEL SECURITY", "row security", "messages"),
        ("CREATE POLICY all_of_it ON harkara.campaigns USING (true)", "row security", "campaigns"),
        ("ALTER TABLE harkara.campaigns FORCE ROW LEVEL SECURITY", "own rows", "campaigns"),
        ("ALTER PUBLICATION supabase_realtime ADD TABLE harkara.messages", "publication", "messages"),
        ("ALTER PUBLICATION supabase_realtime DROP TABLE harkara.campaigns", "publication", "it should have"),
        ("DELETE FROM auth.users", "admin's user", ADMIN_EMAIL),
    ],
)
async def test_what_is_open_inside(project: str, opened: str, subject: str, text: str) -> None:
    await run(project, opened)

    found = (await findings())[subject]

    assert (found.state, text in found.text) == (BROKEN, True), found


@pytest.mark.usefixtures("fake")
async def test_a_publication_of_everything(project: str) -> None:
    await run(
        as_superuser(project),
        "DROP PUBLICATION supabase_realtime",
        "CREATE PUBLICATION supabase_realtime FOR ALL TABLES",
    )

    assert "FOR ALL TABLES" in (await findings())["publication"].text


@pytest.mark.usefixtures("fake")
async def test_no_publication_means_polling(project: str) -> None:
    await run(project, "DROP PUBLICATION supabase_realtime")

    assert (await findings())["publication"].state is DOUBTFUL


@pytest.mark.usefixtures("fake")
async def test_a_key_of_another_project_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUPABASE_ANON_KEY", "sb_publishable_other")

    found = await findings()

    assert (found["supabase"].state, found["data api"].state) == (BROKEN, BROKEN)
    assert "refuses the public key" in found["data api"].text


@pytest.mark.usefixtures("fake")
async def test_both_kinds_of_signature_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUPABASE_JWT_SECRET", "x" * 32)

    assert (await findings())["supabase"].state is DOUBTFUL


async def test_without_a_project_there_is_nothing_to_try(
    project: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("PORT", "9")
    monkeypatch.setenv("DATABASE_URL", project)

    assert (await findings())["data api"].state is BROKEN
