"""The API's log says at the start what of the project is open; a project that does not answer holds up nothing."""

from __future__ import annotations

import base64

import pytest
import structlog
from tests.serving import serving
from tests.supabase.fake_project import PUBLIC_KEY, FakeProject
from tests.supabase.projects import ADMIN_EMAIL, run

from harkara.entrypoints import open_doors
from harkara.entrypoints.open_doors import warn_of_open_doors
from harkara.entrypoints.wiring import close_clients, common_parts
from harkara.kit.db import Database
from harkara.kit.settings import Settings


async def warnings(project: str, supabase_url: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Return what was logged, by subject."""
    values = {
        "supabase_url": supabase_url,
        "supabase_anon_key": PUBLIC_KEY,
        "database_url": project,
        "encryption_key": base64.b64encode(bytes(32)).decode(),
        "admin_email": ADMIN_EMAIL,
    }
    database = Database(project)
    parts = common_parts(Settings.model_validate(values), database)
    monkeypatch.setattr(open_doors, "log", structlog.get_logger())
    with structlog.testing.capture_logs() as logged:
        await warn_of_open_doors(parts)
    await close_clients(parts)
    await database.close()
    assert all(entry["log_level"] == "warning" for entry in logged)
    return {str(entry.get("subject")): f"{entry.get('found') or entry.get('title')}" for entry in logged}


async def test_what_is_open_is_logged(project: str, monkeypatch: pytest.MonkeyPatch) -> None:
    await run(
        project,
        f"INSERT INTO auth.users (id, email) VALUES (gen_random_uuid(), '{ADMIN_EMAIL}')",
        "GRANT SELECT ON harkara.contacts TO anon",
    )
    fake = FakeProject(settings={"disable_signup": False, "external": {"anonymous_users": True}})
    async with serving(fake.app()) as web:
        found = await warnings(project, web.address, monkeypatch)

    assert found.keys() == {"sign-ups", "anonymous sign-ins", "grants"}
    assert "anon has SELECT on table contacts" in found["grants"]


async def test_a_well_kept_project_is_not_mentioned(project: str, monkeypatch: pytest.MonkeyPatch) -> None:
    await run(project, f"INSERT INTO auth.users (id, email) VALUES (gen_random_uuid(), '{ADMIN_EMAIL}')")
    async with serving(FakeProject().app()) as web:
        assert await warnings(project, web.address, monkeypatch) == {}


async def test_a_silent_project_is_told(project: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = await warnings(project, "http://127.0.0.1:9", monkeypatch)

    assert "does not answer" in found["None"]


async def test_an_unmigrated_database_is_no_fault_of_the_log(
    fresh_project: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving(FakeProject().app()) as web:
        assert "None" in await warnings(fresh_project, web.address, monkeypatch)
