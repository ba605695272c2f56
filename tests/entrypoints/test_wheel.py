"""The wheel as somebody meets it who has neither the clone nor Node: installed into an empty place, started, opened, stopped."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.acceptance.platform import running_platform

from harkara.kit.version import version

ROOT = Path(__file__).parents[2]
UV = Path(sys.executable).with_name("uv")

pytestmark = pytest.mark.faults


async def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    ended = await asyncio.to_thread(
        subprocess.run,
        [str(part) for part in command],
        cwd=cwd,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


@pytest.fixture(scope="module")
async def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not (ROOT / "web/dist/index.html").is_file():
        pytest.skip("the dashboard is not built: make web/dist/index.html")
    target = tmp_path_factory.mktemp("wheel")
    await run(UV, "build", "--wheel", "--no-build-isolation", "--python", sys.executable, "--out-dir", target, cwd=ROOT)
    (built,) = target.glob("*.whl")
    return built


@pytest.fixture(scope="module")
async def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Python of a new virtual environment with the wheel and what the lock names, from the local cache if it can."""
    folder = tmp_path_factory.mktemp("installed")
    python = folder / "venv" / "bin" / "python"
    await run(UV, "venv", "--python", sys.executable, folder / "venv", cwd=folder)
    lock = ("--require-hashes", "-r", ROOT / "requirements/run.txt")
    try:
        await run(UV, "pip", "install", "--offline", "--python", python, *lock, cwd=folder)
    except AssertionError:  # a machine whose cache was emptied
        await run(UV, "pip", "install", "--python", python, *lock, cwd=folder)
    await run(UV, "pip", "install", "--offline", "--no-deps", "--python", python, wheel, cwd=folder)
    return python


def test_it_holds_the_dashboard_the_migrations_and_nothing_of_the_workshop(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "harkara/built/web/dist/index.html" in names
    assert {f"harkara/built/migrations/versions/{file.name}" for file in migrations()} <= names
    assert "harkara/core/sender/queries.sql" in names
    assert "harkara/embedded/auth/common_passwords.txt" in names
    strangers = [name for name in names if not re.match(r"harkara(_sandbox)?/|harkara-.*\.dist-info/", name)]
    assert strangers == []
    assert not [name for name in names if "__pycache__" in name or "node_modules" in name]


def migrations() -> list[Path]:
    found = sorted((ROOT / "migrations/versions").glob("[0-9]*.py"))
    assert found
    return found


async def test_it_runs_without_a_clone_and_without_node(installed: Path, tmp_path: Path) -> None:
    nothing = tmp_path / "bin"
    nothing.mkdir()
    command = (str(installed), "-m", "harkara.entrypoints.cli")
    said = await run(*command, "--version", cwd=tmp_path, PYTHONPATH="", PATH=str(nothing))
    assert said.startswith(f"harkara {version()}")
    environment: Mapping[str, str] = {"PATH": str(nothing), "PYTHONPATH": ""}
    async with running_platform(tmp_path / "data", settings=environment, command=command, cwd=tmp_path) as platform:
        page = await platform.web.call("GET", "/")
        assert page.status == 200
        assert page.headers["content-security-policy"]
        asset = re.search(r'"(/assets/[^"]+\.js)"', page.content.decode())
        assert asset
        script = await platform.web.call("GET", asset[1])
        assert script.status == 200
        assert "immutable" in script.headers["cache-control"]
        session = (await platform.web.call("GET", "/api/session")).body
        assert session["version"] == version()
        assert session["commit"] in said
        assert (await platform.web.call("GET", "/readyz")).status == 200


async def test_developing_needs_the_clone(installed: Path, tmp_path: Path) -> None:
    command = [str(installed), "-m", "harkara.entrypoints.cli", "run", "--dev"]
    ended = await asyncio.to_thread(
        subprocess.run, command, cwd=tmp_path, capture_output=True, text=True, check=False, env={"PATH": os.defpath}
    )
    assert ended.returncode != 0
    assert "--dev" in ended.stderr
