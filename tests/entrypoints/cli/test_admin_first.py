"""`harkara admin first`, which install.sh runs each time: API and workers by themselves make no admin, as `harkara run` does."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from tests.acceptance.platform import EMAIL, PASSWORD
from tests.whole_api import whole_api


async def test_the_admin_of_the_settings_is_made_once_and_may_sign_in(database_url: str, tmp_path: Path) -> None:
    async def run(**settings: str) -> tuple[int | None, str]:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "harkara.entrypoints.cli", "admin", "first"),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            env=os.environ | {"DATABASE_URL": database_url, "DATA_DIR": str(tmp_path), "COLUMNS": "200", **settings},
            cwd=tmp_path,
        )
        printed, _ = await process.communicate()
        return process.returncode, printed.decode()

    code, printed = await run(ADMIN_EMAIL=EMAIL, ADMIN_PASSWORD="12345678")
    assert (code, "weak" in printed or "common" in printed) == (1, True), printed
    for _ in range(2):
        code, printed = await run(ADMIN_EMAIL=EMAIL, ADMIN_PASSWORD=PASSWORD)
        assert (code, printed) == (0, f"✓ {EMAIL} may sign in.\n")

    async with whole_api(database_url, tmp_path) as api:
        credentials = {"email": EMAIL, "password": PASSWORD}
        answer = await api.web.call("POST", "/auth/v1/token?grant_type=password", json_body=credentials)
    assert answer.status == 200
