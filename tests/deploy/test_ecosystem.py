"""Which processes ecosystem.config.cjs makes of an .env, read by Node as PM2 reads it."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

PROGRAMS = Path(sys.executable).parent
CONFIG = Path(__file__).parents[2] / "deploy/pm2/ecosystem.config.cjs"
TRIAL = ["harkara", "pm2-logrotate"]
FULL = ["harkara-api-0", "harkara-api-1", "harkara-worker-0", "harkara-worker-1", "pm2-logrotate"]


async def apps(home: Path, settings: str) -> list[dict[str, Any]]:
    file = home / ".env"
    await asyncio.to_thread(file.write_text, settings)
    said = await asyncio.to_thread(
        subprocess.check_output,
        ["node", "-p", "JSON.stringify(require(process.argv[1]).apps)", str(CONFIG)],
        env={"PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}", "HARKARA_HOME": str(home)},
    )
    return json.loads(said)


@pytest.mark.parametrize(
    ("settings", "names"),
    [
        ("", TRIAL),
        ("META_ACCESS_TOKEN=\n#GRAPH_API_URL=http://x\nMETA_ACCESS_TOKEN= # later\n", TRIAL),
        ("META_ACCESS_TOKEN=EAAG", FULL),
        (" export GRAPH_API_URL='http://127.0.0.1:9'", FULL),
        ("META_ACCESS_TOKEN=EAAG\nHARKARA_APIS=1\nHARKARA_WORKERS=0\n", ["harkara-api-0", FULL[4]]),
        ("META_ACCESS_TOKEN=EAAG\nHARKARA_APIS=1\nHARKARA_WORKERS=1\n", ["harkara-api-0", "harkara-worker-0", FULL[4]]),
    ],
)
async def test_on_trial_one_process_and_with_meta_each_by_itself(
    tmp_path: Path, settings: str, names: list[str]
) -> None:
    assert [app["name"] for app in await apps(tmp_path, settings)] == names


async def test_each_api_has_a_port_of_its_own_and_none_the_sandboxs(tmp_path: Path) -> None:
    found = await apps(tmp_path, 'META_ACCESS_TOKEN=EAAG\nPORT="9000"  # ours\nDATA_DIR=/srv/data\nHARKARA_APIS=3\n')
    assert [app["env"]["PORT"] for app in found if "-api-" in app["name"]] == [9000, 9010, 9020]
    assert {app["env"]["DATA_DIR"] for app in found if app["name"] != "pm2-logrotate"} == {"/srv/data"}


async def test_no_secret_of_the_env_file_goes_through_pm2(tmp_path: Path) -> None:
    found = await apps(tmp_path, "META_ACCESS_TOKEN=EAAGtoken\nMETA_APP_SECRET=0123456789abcdef\n")
    assert "EAAGtoken" not in json.dumps(found)
    assert "0123456789abcdef" not in json.dumps(found)
