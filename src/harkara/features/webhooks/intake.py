"""Group commit: all bodies that wait while one commit is under way are written by the next one, in a single statement.

A body is on disk when `store` returns; when it raises, Meta must deliver it again. Nothing is looked into here.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from harkara.features.webhooks.errors import DatabaseUnavailableError, IntakeFullError
from harkara.features.webhooks.inbox_connection import InboxConnection
from harkara.kit.database_trouble import DATABASE_TROUBLE, short
from harkara.kit.db import Database
from harkara.kit.logging import get_logger

log = get_logger(__name__)

GROUP_BYTES = 8 * 1024 * 1024
"""The most that one statement carries (or a single larger body)."""

WAITING_BYTES = 64 * 1024 * 1024
"""The most that may wait in memory: two seconds of what two cores can take. More would only make Meta wait longer for the same 503."""

PATIENCE = 3.0
"""Seconds a commit may take before everything that waits for it is refused. Meta counts an answer after one second as slow."""


@dataclass(slots=True)
class _Waiting:
    """A body, and the request that waits for its commit."""

    body: bytes
    stored: asyncio.Future[None]


class Intake:
    """The one writer of raw events in a process."""

    def __init__(self, database: Database, *, patience: float = PATIENCE, waiting_bytes: int = WAITING_BYTES) -> None:
        self._connection = InboxConnection(database)
        self._patience = patience
        self._most = waiting_bytes
        self._line: list[_Waiting] = []
        self._held = 0
        self._writing: asyncio.Task[None] | None = None
        self._is_stuck = False
        self.commits = 0

    async def store(self, body: bytes) -> None:
        """Return once the body is durable; raise an error that becomes a 503 if it is not certain to be."""
        if self._is_stuck:
            raise DatabaseUnavailableError("Nothing was stored.")
        if self._held + len(body) > self._most:
            raise IntakeFullError(f"{self._held} bytes wait for the database already.")
        waiting = _Waiting(body, asyncio.get_running_loop().create_future())
        self._line.append(waiting)
        self._held += len(body)
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_all())
        await waiting.stored

    @property
    def is_taking(self) -> bool:
        """Whether a small body would be taken now."""
        return not self._is_stuck and self._held < self._most

    async def close(self) -> None:
        """Write what still waits, then close the connection."""
        if self._writing is not None:
            await self._writing
        await self._connection.close()

    async def _write_all(self) -> None:
        """Write group after group until nobody waits."""
        try:
            while self._line:
                await self._write(self._next_group())
        finally:
            self._writing = None

    def _next_group(self) -> list[_Waiting]:
        size = count = 0
        for waiting in self._line:
            size += len(waiting.body)
            if count and size > GROUP_BYTES:
                break
            count += 1
        group, self._line = self._line[:count], self._line[count:]
        return group

    async def _write(self, group: list[_Waiting]) -> None:
        """Commit a group and answer its requests; if that fails or takes too long, everything that waits is refused at once."""
        commit = asyncio.create_task(self._connection.insert([waiting.body for waiting in group]))
        await asyncio.wait({commit}, timeout=self._patience)
        if commit.done() and commit.exception() is None:
            self.commits += 1
            self._answer(group, is_stored=True)
            return
        rest, self._line = self._line, []
        self._answer(group + rest, is_stored=False)
        if not commit.done():
            await self._give_up(commit)
        _tell(commit)

    async def _give_up(self, commit: asyncio.Task[None]) -> None:
        """End a commit that hangs. Until it has ended there is nobody who could write, so new bodies are refused at the door."""
        self._is_stuck = True
        commit.cancel()
        await asyncio.wait({commit})
        self._is_stuck = False

    def _answer(self, group: list[_Waiting], *, is_stored: bool) -> None:
        for waiting in group:
            self._held -= len(waiting.body)
            if waiting.stored.done():  # its request was cancelled
                continue
            if is_stored:
                waiting.stored.set_result(None)
            else:
                waiting.stored.set_exception(DatabaseUnavailableError("Nothing was stored."))


def _tell(commit: asyncio.Task[None]) -> None:
    error = None if commit.cancelled() else commit.exception()
    if error is None:
        log.warning("events refused: the commit took too long")
    elif isinstance(error, DATABASE_TROUBLE):
        log.warning("events refused: the database does not answer", error=short(error))
    else:
        log.error("events refused: the database took none", exc_info=error)
