"""Whether a port is free, and if not, who has it."""

from __future__ import annotations

import socket
from pathlib import Path

from harkara.entrypoints.supervisor.errors import CannotStartError

_LISTEN = "0A"


def require_free_port(host: str, port: int, mend: str) -> None:
    """Raise CannotStartError, with `mend`, if we could not listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            owner = _owner_of(port)
            taken = f"by {owner}" if owner else f"({error.strerror})"
            raise CannotStartError(f"Port {port} on {host} cannot be used: taken {taken}.", mend=mend) from None


def _owner_of(port: int) -> str | None:
    """Return the program that listens on the port, as far as Linux lets us see it."""
    inodes = {f"socket:[{inode}]" for table in ("tcp", "tcp6") for inode in _listening_inodes(table, port)}
    if not inodes:
        return None
    for descriptor in Path("/proc").glob("[0-9]*/fd/*"):
        try:
            if str(descriptor.readlink()) in inodes:
                process = descriptor.parents[1]
                command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
                return f"process {process.name} ({command[:60]})"
        except OSError:
            continue
    return None


def _listening_inodes(table: str, port: int) -> list[str]:
    path = Path("/proc/net") / table
    if not path.exists():
        return []
    rows = (line.split() for line in path.read_text().splitlines()[1:])
    return [row[9] for row in rows if row[3] == _LISTEN and int(row[1].rpartition(":")[2], 16) == port]
