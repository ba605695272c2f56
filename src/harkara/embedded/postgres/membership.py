"""Who uses the embedded server, as file locks: the kernel releases those of a killed process, so nothing goes stale."""

from __future__ import annotations

import asyncio
import fcntl
import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path


class Membership:
    """Every process that uses the server holds a shared lock; whoever leaves last may stop it."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._users: int | None = None

    @asynccontextmanager
    async def change(self) -> AsyncGenerator[None]:
        """Be the only process that starts or stops the server; wait for the others."""
        lock = _open(self._home / "change.lock")
        try:
            await asyncio.to_thread(fcntl.flock, lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def join(self) -> None:
        """Count this process as a user. Joining twice is the same as once."""
        if self._users is None:
            self._users = _open(self._home / "users.lock")
            fcntl.flock(self._users, fcntl.LOCK_SH)

    def leave(self) -> bool:
        """Stop counting this process; return whether nobody else uses the server. Call it within `change`."""
        if self._users is None:
            return False
        try:
            fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        finally:
            os.close(self._users)
            self._users = None
        return True


def _open(path: Path) -> int:
    """Open for locking only: reading is enough, so a file that root made serves others too."""
    return os.open(path, os.O_RDONLY | os.O_CREAT, 0o644)
