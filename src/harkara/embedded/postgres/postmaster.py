"""The server process itself: started on its own feet, found again by its pid file, stopped in PostgreSQL's own way."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
from pathlib import Path

from harkara.embedded.postgres.account import Account
from harkara.embedded.postgres.cluster import Cluster, programs
from harkara.embedded.postgres.errors import EmbeddedPostgresError

SILENCE = "nothing at all"
"""The last words of a server that did not end by its own will: somebody killed it."""

_POLL_SECONDS = 0.02
_FAST_STOP_SECONDS = 60.0  # a fast stop writes a checkpoint first
_IMMEDIATE_STOP_SECONDS = 10.0
# The shell starts it in the background and leaves, so it is nobody's child: it survives whoever started it, and no
# zombie of it remains. The path is an argument, never part of the script. Output goes where ours for errors goes.
_SPAWN = '"$0" -D "$1" >&2 </dev/null & echo $!'


def spawn(cluster: Cluster, account: Account) -> int:
    """Start the server in a session of its own, where no Ctrl-C reaches it, and return its pid."""
    cluster.start_log.touch(mode=0o600)
    with cluster.start_log.open("wb") as log:
        shell = subprocess.run(  # noqa: S603 - the script is a constant of ours
            ["/bin/sh", "-c", _SPAWN, str(programs() / "postgres"), str(cluster.data)],
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            check=True,
            cwd=cluster.data,  # hba_file and ident_file are relative to it
            env={"PATH": os.defpath, "LC_ALL": "C"},
            start_new_session=True,
            **account.process_arguments,
        )
    return int(shell.stdout)


def accepts_connections(path: Path) -> bool:
    """Return whether a server listens on this socket; one that is killed leaves the file but refuses."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        try:
            probe.connect(str(path))
        except OSError:
            return False
    return True


async def listens(cluster: Cluster, pid: int) -> bool:
    """Wait until the server listens or has ended, and return whether it listens."""
    while is_alive(pid):
        if accepts_connections(cluster.socket):
            return True
        await asyncio.sleep(_POLL_SECONDS)
    return False


def last_words(cluster: Cluster) -> str:
    """Return why the server ended: what it said before it opened its log file, or else the end of that file.

    The line before the fatal one often holds the real reason, such as the setting that is wrong.
    """
    logs = sorted(cluster.start_log.parent.glob("postgresql-*.log"), key=lambda log: log.stat().st_mtime_ns)
    for log in (cluster.start_log, *logs[-1:]):
        lines = [line.partition("] ")[2] or line for line in log.read_text(errors="replace").splitlines()]
        fatal = [number for number, line in enumerate(lines) if line.startswith(("FATAL:", "PANIC:"))]
        if fatal:
            return "; ".join(lines[max(0, fatal[-1] - 1) : fatal[-1] + 1])
    return SILENCE


def running_pid(data: Path) -> int | None:
    """Return the pid of the server on this cluster, or None if the pid file is missing or left over."""
    try:
        pid = int((data / "postmaster.pid").read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None
    return pid if is_alive(pid) and _works_in(pid, data) else None


def is_alive(pid: int) -> bool:
    """Return whether the process runs; one that has ended but was not collected by its parent does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:  # not Linux, or gone this moment
        return not Path("/proc/self").exists()
    return state != "Z"


def remove_leftovers(cluster: Cluster) -> None:
    """Remove the lock files of a dead server, whose pid may be a zombie's or another program's by now.

    PostgreSQL would refuse to start then, which in a restarted container is the rule rather than the exception. What
    guards the data against backends that still run is not these files but the shared memory block.
    """
    if running_pid(cluster.data) is None:
        for path in (cluster.data / "postmaster.pid", cluster.socket, Path(f"{cluster.socket}.lock")):
            path.unlink(missing_ok=True)


async def shut_down(data: Path) -> None:
    """Stop the server: fast (open transactions are rolled back), and if that hangs, at once.

    Raises EmbeddedPostgresError if it cannot be stopped.
    """
    pid = running_pid(data)
    if pid is None:
        return
    for how, seconds in ((signal.SIGINT, _FAST_STOP_SECONDS), (signal.SIGQUIT, _IMMEDIATE_STOP_SECONDS)):
        _signal(pid, how)
        if await _ended(pid, seconds):
            return
    raise EmbeddedPostgresError(
        f"The server (pid {pid}) on {data} does not stop.", mend=f"End it with `kill -9 {pid}` and start again."
    )


def _signal(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return
    except PermissionError:
        raise EmbeddedPostgresError(
            f"The server (pid {pid}) belongs to another user.", mend="Start Harkara as the same user as before."
        ) from None


async def _ended(pid: int, seconds: float) -> bool:
    for _ in range(int(seconds / _POLL_SECONDS)):
        if not is_alive(pid):
            return True
        await asyncio.sleep(_POLL_SECONDS)
    return False


def _works_in(pid: int, data: Path) -> bool:
    """Return whether the process works in PGDATA, as a server does; where that cannot be seen, believe the pid file."""
    try:
        return os.path.samefile(f"/proc/{pid}/cwd", data)
    except OSError:
        return not Path("/proc/self").exists()
