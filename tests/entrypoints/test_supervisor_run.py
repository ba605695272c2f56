"""`harkara run` as its users meet it: what is killed comes back, what is stopped is gone, commands work beside it."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncGenerator
from pathlib import Path

import psutil
import pytest
from tests.acceptance.platform import EMAIL, Platform, running_platform, until
from tests.entrypoints.test_start_failures import harkara

from harkara.embedded.postgres.postmaster import running_pid, shut_down
from harkara.kit.commit import commit
from harkara.kit.version import version

pytestmark = pytest.mark.faults


@pytest.fixture(scope="module")
async def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("supervisor") / "data"


@pytest.fixture(scope="module")
async def platform(data_dir: Path) -> AsyncGenerator[Platform]:
    async with running_platform(data_dir) as platform:
        yield platform


def settings(platform: Platform) -> dict[str, str]:
    return {"PORT": platform.web.address.rpartition(":")[2]}


async def ready(platform: Platform) -> bool:
    return (await platform.web.call("GET", "/readyz")).status == 200


async def test_each_part_says_which_version_it_is_when_it_starts(platform: Platform) -> None:
    said, known = platform.log.read_text().splitlines(), commit()
    assert known
    for part in ("api starts", "worker starts", "sandbox "):
        (line,) = [line for line in said if part in line and ("starts" in part or " on http://" in line)]
        assert version() in line, line
        assert known in line, line


async def test_a_killed_worker_is_replaced(platform: Platform) -> None:
    (killed,) = platform.workers()
    killed.kill()

    async def replaced() -> bool:
        return any(worker.pid != killed.pid for worker in platform.workers())

    await until(replaced)
    await until(lambda: ready(platform))
    assert "worker ended (exit code -9); starting it again" in platform.log.read_text()


async def test_a_killed_database_comes_back(platform: Platform, data_dir: Path) -> None:
    killed = running_pid(data_dir / "postgres" / "data")
    assert killed
    os.kill(killed, signal.SIGKILL)

    async def another() -> bool:
        return running_pid(data_dir / "postgres" / "data") not in (None, killed)

    await until(another)
    await until(lambda: ready(platform))


async def test_a_second_one_on_the_same_port_is_refused(platform: Platform, data_dir: Path) -> None:
    ended = await harkara("run", data_dir=data_dir, settings=settings(platform))

    assert ended.returncode == 1
    assert "cannot be used" in ended.stderr
    assert await ready(platform)


async def test_the_doctor_finds_it_well(platform: Platform, data_dir: Path) -> None:
    found = await harkara("doctor", data_dir=data_dir, settings=settings(platform))

    assert found.returncode == 0, found.stdout
    for subject in ("database", "tables", "worker", "api", "number ", "webhooks"):
        assert subject in found.stdout
    assert "✗" not in found.stdout


async def test_a_new_password_by_command_counts_at_once(platform: Platform, data_dir: Path) -> None:
    made = await harkara("admin", "reset-password", "--generate", data_dir=data_dir, settings=settings(platform))
    assert made.returncode == 0, made.stderr
    password = made.stdout.rpartition("Password:")[2].strip()

    answer = await platform.web.call(
        "POST", "/auth/v1/token?grant_type=password", json_body={"email": EMAIL, "password": password}
    )

    assert answer.status == 200
    bearer = {"authorization": f"Bearer {answer.body['access_token']}"}
    assert (await platform.web.call("GET", "/api/numbers", headers=bearer)).status == 200


@pytest.fixture
async def abandoned(tmp_path: Path) -> AsyncGenerator[Path]:
    """A data directory whose server is stopped even if the test fails."""
    yield tmp_path / "data"
    await shut_down(tmp_path / "data" / "postgres" / "data")


async def test_a_killed_supervisor_leaves_nothing_that_hinders_the_next(abandoned: Path) -> None:
    data_dir, children = abandoned, list[psutil.Process]()
    with pytest.raises(AssertionError, match="is ready"):  # noqa: PT012 - the platform insists on a clean end, which this is not
        async with running_platform(data_dir) as platform:
            children += psutil.Process(platform.process.pid).children(recursive=True)
            port = int(platform.web.address.rpartition(":")[2])
            platform.process.kill()
    _, left = await asyncio.to_thread(psutil.wait_procs, children, 20)
    assert len(children) == 3
    assert not [child for child in left if child.status() != psutil.STATUS_ZOMBIE]
    assert running_pid(data_dir / "postgres" / "data"), "the database waits for the next start"

    async with running_platform(data_dir, port=port):
        pass
    assert running_pid(data_dir / "postgres" / "data") is None
