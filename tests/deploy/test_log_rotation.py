"""pm2-logrotate as setup.sh sets it up, with its midnight moved to every third second."""

from __future__ import annotations

import asyncio
import gzip
import json
from pathlib import Path

import pytest
from tests.acceptance.platform import until
from tests.deploy.installation import APIS, WORKERS, Installation

pytestmark = [pytest.mark.deploy, pytest.mark.timeout(600)]


async def test_it_keeps_thirty_days_and_rotates_at_midnight_in_india(here: Installation) -> None:
    said = json.loads(await asyncio.to_thread((here.home / ".pm2/module_conf.json").read_text))["pm2-logrotate"]
    assert said["rotateInterval"] == "0 0 * * *"
    assert said["retain"] == "30"
    assert said["compress"] == "true"
    environment = (await here.processes())["pm2-logrotate"]["pm2_env"]
    assert environment["TZ"] == "Asia/Kolkata"
    assert environment["retain"] == "30"  # it has been told


async def test_a_days_file_is_put_aside_compressed_and_the_oldest_goes(here: Installation) -> None:
    await here.pm2("set", "pm2-logrotate:retain", "2")
    await here.pm2("set", "pm2-logrotate:rotateInterval", "*/3 * * * * *")
    log = here.logs / f"{APIS[0]}.log"
    first = await asyncio.to_thread(log.read_text)
    seen = set[Path]()

    async def rotated_often() -> bool:
        await here.get("/campaigns")  # a line in the log of one API
        seen.update(here.logs.glob(f"{APIS[0]}__*.log.gz"))
        return len(seen) >= 4

    await until(rotated_often, 60)
    await here.pm2("stop", "pm2-logrotate")
    left = sorted(here.logs.glob(f"{APIS[0]}__*.log.gz"))
    assert len(left) <= 3  # two, and the one that was just being written
    assert any("api starts" in line for line in first.splitlines())
    lines = [line for file in left[:2] for line in gzip.decompress(file.read_bytes()).decode().splitlines()]
    assert all(json.loads(line)["event"] for line in lines)
    assert [file.name for file in here.logs.glob(f"{WORKERS[0]}__*.log.gz")] != []
