"""`harkara run` that cannot run: one clear message with the mend, the right exit code, never a stack trace."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from harkara.entrypoints.supervisor.ports import require_free_port


async def harkara(
    *arguments: str, data_dir: Path, settings: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command in an environment with nothing but these settings."""
    return await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-m", "harkara.entrypoints.cli", *arguments],
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(data_dir), "COLUMNS": "200", **(settings or {})},
        cwd=data_dir,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("settings", "named", "code"),
    [
        ({"PORT": "99999"}, "PORT", 2),
        ({"LOG_LEVEL": "loud"}, "LOG_LEVEL", 2),
        ({"STUCK_AFTER_SECONDS": "soon"}, "STUCK_AFTER_SECONDS", 2),
        ({"DATABASE_URL": "mysql://localhost/x"}, "DATABASE_URL", 2),
        ({"SUPABASE_URL": "https://x.supabase.co"}, "DATABASE_URL", 2),
        ({"SUPABASE_URL": "https://x.supabase.co", "DATABASE_URL": "postgresql://x"}, "SUPABASE_ANON_KEY", 2),
        ({"DATABASE_URL": "postgresql://me:hush@aws-0-ap-south-1.pooler.supabase.com:6543/x"}, "transaction pooler", 2),
        ({"SUPABASE_ANON_KEY": "sb_secret_hush"}, "SUPABASE_ANON_KEY", 2),
        ({"SUPABASE_JWT_SECRET": "hush"}, "SUPABASE_JWT_SECRET", 2),
        ({"DATABASE_URL": "postgresql://me:hush@127.0.0.1:9/x"}, "127.0.0.1:9", 1),
    ],
)
async def test_a_bad_setting_is_named(tmp_path: Path, settings: dict[str, str], named: str, code: int) -> None:
    ended = await harkara("run", data_dir=tmp_path, settings=settings)

    assert ended.returncode == code
    assert named in ended.stderr
    assert "→" in ended.stderr
    assert "Traceback" not in ended.stderr + ended.stdout
    assert "hush" not in ended.stderr + ended.stdout


async def test_nobody_moves_to_the_transaction_pooler(tmp_path: Path) -> None:
    pooler = "postgresql://postgres.x:hush@aws-0-ap-south-1.pooler.supabase.com:6543/postgres"
    ended = await harkara("move", "--to", pooler, data_dir=tmp_path)

    assert ended.returncode == 2
    assert "5432" in ended.stderr
    assert "hush" not in ended.stderr


async def test_a_taken_port_is_told_with_its_owner(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = await harkara("run", data_dir=tmp_path, settings={"PORT": str(port)})

    assert ended.returncode == 1
    assert f"Port {port}" in ended.stderr
    assert f"process {os.getpid()}" in ended.stderr
    assert "PORT=" in ended.stderr


async def test_a_data_directory_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    ended = await harkara("run", data_dir=tmp_path, settings={"DATA_DIR": str(tmp_path / "file" / "data")})

    assert ended.returncode == 2
    assert "DATA_DIR" in ended.stderr


async def test_commands_without_tables_say_what_to_do(tmp_path: Path) -> None:
    ended = await harkara("admin", "create", "--email", "a@b.in", "--generate", data_dir=tmp_path)

    assert ended.returncode == 1
    assert "harkara migrate" in ended.stderr


async def test_the_trace_is_there_for_those_who_ask(tmp_path: Path) -> None:
    settings = {"DATABASE_URL": "postgresql://127.0.0.1:9/x", "LOG_LEVEL": "DEBUG"}
    ended = await harkara("migrate", data_dir=tmp_path, settings=settings)

    assert "Traceback" in ended.stderr


async def test_help_lists_every_command(tmp_path: Path) -> None:
    shown = (await harkara("--help", data_dir=tmp_path)).stdout

    for command in [
        "run",
        "api",
        "worker",
        "sandbox",
        "migrate",
        "admin",
        "numbers",
        "templates",
        "campaign",
        "doctor",
    ]:
        assert f" {command} " in shown


def test_a_free_port_is_fine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    require_free_port("127.0.0.1", port, "")
