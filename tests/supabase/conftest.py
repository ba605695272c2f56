"""A server of its own with what a Supabase project has of roles, sign-in tables and publication. Roles belong to a whole server."""

from __future__ import annotations

import itertools
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from tests.supabase.projects import ADMIN_EMAIL, as_superuser, database_name, make_project, run

from harkara.embedded.postgres import embedded_postgres
from harkara.entrypoints.migrate import migrate

HERE = Path(__file__).parent
TEMPLATE = "project_template"
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
async def server_url(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[str]:
    """The server, with an unmigrated project as template."""
    async with embedded_postgres(tmp_path_factory.mktemp("supabase")) as url:
        await run(as_superuser(url), HERE.joinpath("roles.sql").read_text())
        template = await make_project(url, TEMPLATE)
        await run(as_superuser(template), HERE.joinpath("project.sql").read_text())
        yield url


@pytest.fixture
async def fresh_project(server_url: str) -> str:
    """A project nobody has touched."""
    return await make_project(server_url, f"fresh_{next(_numbers)}", template=TEMPLATE)


@pytest.fixture(scope="session")
async def migrated(server_url: str) -> str:
    """A project that `harkara migrate` has seen, for tests that leave it as it was."""
    url = await make_project(server_url, "migrated", template=TEMPLATE)
    await migrate(url, ADMIN_EMAIL)
    return url


@pytest.fixture
async def project(server_url: str, migrated: str) -> str:
    """A copy of it, for one test to do with as it likes."""
    return await make_project(server_url, f"project_{next(_numbers)}", template=database_name(migrated))
