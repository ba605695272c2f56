"""The embedded server: private, shared between processes, and back after anything that can be done to it."""

from __future__ import annotations

import asyncio
import os
import pwd
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import AsyncGenerator
from pathlib import Path

import psycopg
import pytest

from harkara.embedded.postgres import EmbeddedPostgres, EmbeddedPostgresError, embedded_postgres
from harkara.embedded.postgres.cluster import Cluster
from harkara.embedded.postgres.postmaster import is_alive, running_pid, shut_down

# Another process that starts the server, tells so, and holds on to it until its standard input closes.
HOLDER = """
import asyncio, sys
from pathlib import Path
from harkara.embedded.postgres import EmbeddedPostgres
server = EmbeddedPostgres(Path(sys.argv[1]))
print(asyncio.run(server.start()), flush=True)
sys.stdin.read()
asyncio.run(server.stop())
"""


@pytest.fixture
async def data_dir() -> AsyncGenerator[Path]:
    """Not under pytest's directory, whose rights each test run of the same user sets anew, also while we run."""
    with tempfile.TemporaryDirectory() as directory:
        yield Path(directory)
        await shut_down(Cluster((Path(directory) / "postgres").resolve()).data)


def holder(data_dir: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(data_dir)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def let_go(process: subprocess.Popen[str]) -> None:
    with process:
        assert process.stdin
        process.stdin.close()


def server_pid(data_dir: Path) -> int:
    pid = running_pid(data_dir / "postgres" / "data")
    assert pid is not None
    return pid


def lock_files(data_dir: Path) -> tuple[Path, Path]:
    cluster = Cluster((data_dir / "postgres").resolve())
    return cluster.data / "postmaster.pid", Path(f"{cluster.socket}.lock")


def let_everybody_in(*paths: Path) -> None:
    for path in paths:
        path.chmod(path.stat().st_mode | 0o077)


async def ended(pid: int) -> None:
    async with asyncio.timeout(30):
        while True:
            if not is_alive(pid):
                return
            await asyncio.sleep(0.02)


async def ask(url: str, query: str) -> object:
    async with await psycopg.AsyncConnection.connect(url) as connection:
        row = await (await connection.execute(query)).fetchone()  # pyright: ignore[reportArgumentType]
        assert row is not None
        return row[0]


async def test_it_runs_stops_and_keeps_its_data(data_dir: Path) -> None:
    async with embedded_postgres(data_dir) as url:
        assert str(await ask(url, "SHOW server_version")).startswith("18.")
        async with await psycopg.AsyncConnection.connect(url) as connection:
            await connection.execute("CREATE TABLE kept AS SELECT 7 AS seven")
    assert EmbeddedPostgres(data_dir).url_if_running() is None

    async with embedded_postgres(data_dir) as url:
        assert await ask(url, "SELECT seven FROM kept") == 7


async def test_it_is_durable_and_private(data_dir: Path) -> None:
    async with embedded_postgres(data_dir) as url:
        for setting, value in {
            "fsync": "on",
            "synchronous_commit": "on",
            "full_page_writes": "on",
            "jit": "off",
            "listen_addresses": "",
            "max_connections": "100",
            "log_parameter_max_length_on_error": "0",
        }.items():
            assert await ask(url, f"SHOW {setting}") == value
        assert await ask(url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
        socket_directory = Cluster((data_dir / "postgres").resolve()).socket_directory
        assert stat.S_IMODE(socket_directory.stat().st_mode) == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can try as somebody else")
async def test_other_users_of_the_machine_cannot_connect(data_dir: Path) -> None:
    let_everybody_in(data_dir)
    async with embedded_postgres(data_dir) as url:
        socket = Cluster((data_dir / "postgres").resolve()).socket
        let_everybody_in(socket.parent.parent, socket.parent, socket)  # only the server's own check is left
        os.seteuid(pwd.getpwnam("nobody").pw_uid)
        try:
            with pytest.raises(psycopg.OperationalError, match="Peer authentication failed"):
                psycopg.connect(url)
        finally:
            os.seteuid(0)


async def test_a_long_path_with_spaces_and_commas_works(data_dir: Path) -> None:
    deep = data_dir / "my own, data" / ("x" * 120)
    async with embedded_postgres(deep) as url:
        assert await ask(url, "SELECT 1") == 1
    Cluster((deep / "postgres").resolve()).socket_directory.rmdir()


async def test_several_starts_at_once_share_one_server(data_dir: Path) -> None:
    holders = [holder(data_dir) for _ in range(3)]
    urls = await asyncio.gather(*(asyncio.to_thread(said, process) for process in holders))
    assert len(set(urls)) == 1
    pid = server_pid(data_dir)

    for process in holders:
        assert is_alive(pid)
        await asyncio.to_thread(let_go, process)
    assert not is_alive(pid), "the last one to leave stops it"


async def test_a_killed_starter_leaves_a_server_that_the_next_one_takes_over(data_dir: Path) -> None:
    process = holder(data_dir)
    url = await asyncio.to_thread(said, process)
    pid = server_pid(data_dir)
    process.kill()
    await asyncio.to_thread(let_go, process)
    assert await ask(url, "SELECT 1") == 1

    async with embedded_postgres(data_dir):
        assert server_pid(data_dir) == pid
    assert not is_alive(pid)


async def test_it_comes_back_after_the_server_was_killed(data_dir: Path) -> None:
    server = EmbeddedPostgres(data_dir)
    url = await server.start()
    async with await psycopg.AsyncConnection.connect(url) as connection:
        await connection.execute("CREATE TABLE kept AS SELECT 7 AS seven")
    killed = server_pid(data_dir)
    # A backend that still works when the next start comes is what PostgreSQL itself refuses to start beside.
    busy = asyncio.create_task(ask(url, "SELECT pg_sleep(1)"))
    os.kill(killed, signal.SIGKILL)

    assert await server.start() == url

    assert server_pid(data_dir) != killed
    assert await ask(url, "SELECT seven FROM kept") == 7
    with pytest.raises(psycopg.OperationalError):
        await busy
    await server.stop()


async def test_lock_files_that_name_another_program_do_not_matter(data_dir: Path) -> None:
    async with embedded_postgres(data_dir):
        killed = server_pid(data_dir)
        os.kill(killed, signal.SIGKILL)
        await ended(killed)
    # After a container restart our own pid may be the one in these files.
    for path in lock_files(data_dir):
        path.write_text(path.read_text().replace(str(killed), str(os.getpid()), 1))

    async with embedded_postgres(data_dir) as url:
        assert await ask(url, "SELECT 1") == 1


async def test_an_interrupted_first_start_is_done_over(data_dir: Path) -> None:
    draft = data_dir / "postgres" / "data.new"
    draft.mkdir(parents=True)
    (draft / "PG_VERSION").write_text("18\n")

    async with embedded_postgres(data_dir) as url:
        assert await ask(url, "SELECT 1") == 1
    assert not draft.exists()


async def test_a_server_that_cannot_start_says_why(data_dir: Path) -> None:
    async with embedded_postgres(data_dir):
        pass
    with (data_dir / "postgres" / "data" / "postgresql.conf").open("a") as file:
        file.write("max_connections = many\n")

    with pytest.raises(EmbeddedPostgresError) as failure:
        await EmbeddedPostgres(data_dir).start()

    assert "max_connections" in failure.value.detail
    assert str(data_dir) in (failure.value.mend or "")


async def test_data_of_another_version_is_left_alone(data_dir: Path) -> None:
    async with embedded_postgres(data_dir):
        pass
    (data_dir / "postgres" / "data" / "PG_VERSION").write_text("17\n")

    with pytest.raises(EmbeddedPostgresError, match="made by PostgreSQL 17"):
        await EmbeddedPostgres(data_dir).start()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can set up the attack")
async def test_a_link_in_place_of_the_socket_directory_is_refused(tmp_path: Path) -> None:
    data_dir, target = tmp_path / ("x" * 120), tmp_path / "target"
    target.mkdir()
    socket_directory = Cluster((data_dir / "postgres").resolve()).socket_directory
    socket_directory.symlink_to(target)

    with pytest.raises(EmbeddedPostgresError, match="is not a directory"):
        await EmbeddedPostgres(data_dir).start()

    assert target.stat().st_uid == 0
    socket_directory.unlink()
