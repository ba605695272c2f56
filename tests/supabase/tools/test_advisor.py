"""Supabase's own advisor, from its command line, has nothing to warn of in a migrated project; and it does look."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.supabase.projects import as_superuser, database_name, run
from tests.supabase.tcp_door import tcp_door
from tests.supabase.tools.programs import run_program

pytestmark = pytest.mark.supabase_tools


async def advice(url: str, home: Path) -> list[dict[str, Any]]:
    """Return the advisor's warnings and errors. Hints are left out: an index of a new database is unused."""
    async with tcp_door(url) as port:
        address = f"postgresql://postgres@127.0.0.1:{port}/{database_name(url)}?sslmode=disable"
        output = await run_program(
            "supabase",
            "db",
            "advisors",
            f"--remote={address}",
            "--level=warn",
            "--output-format=json",
            "--yes",
            home=home,
        )
    return json.loads(output[output.index("{") :])["results"]


async def test_a_migrated_project_is_without_findings(migrated: str, tmp_path: Path) -> None:
    assert await advice(migrated, tmp_path) == []


async def test_what_is_open_is_found(project: str, tmp_path: Path) -> None:
    await run(
        as_superuser(project),
        "CREATE TABLE public.open (id int PRIMARY KEY)",
        "GRANT ALL ON public.open TO anon",
        "ALTER FUNCTION harkara.phone_tail RESET search_path",
    )

    found = {(finding["level"], finding["name"]) for finding in await advice(project, tmp_path)}

    assert found == {("ERROR", "rls_disabled_in_public"), ("WARN", "function_search_path_mutable")}
