"""From the database's notices to every channel: coalesced, so that at most one update a second leaves for a row.

Nothing is replayed. Whenever something may have been missed, every channel is told that it is lost, and its client loads anew.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Protocol

from harkara.embedded.realtime.changes import Change, Notice, Operation, merged
from harkara.embedded.realtime.rows import read_rows
from harkara.kit.bell import heard, listening
from harkara.kit.clock import Clock
from harkara.kit.database_trouble import DATABASE_TROUBLE, RETRY_EVERY, short
from harkara.kit.db import Database
from harkara.kit.exposure import PRIMARY_KEY
from harkara.kit.logging import get_logger

log = get_logger(__name__)

NOTICES = "realtime_changes"
"""The channel that the trigger `tell_change` notifies (migration 0011)."""

WINDOW = 1.0
"""Seconds between two readings: what changes in between is one change."""

MOST_CHANGES = 1_000
"""In one window. Beyond, loading anew is cheaper for everybody than being told each: old notifications go by the thousand."""


Row = tuple[str, int]


class Subscriber(Protocol):
    """A channel."""

    def go_live(self) -> None:
        """From now on nothing is missed."""

    def deliver(self, change: Change) -> None:
        """Tell the client what changed, if it asked for it."""

    def lose(self) -> None:
        """Something may have been missed: let the client start anew."""


class Feed:
    """One per process. Each process listens for itself, so any number of them may serve."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._subscribers: set[Subscriber] = set()
        self._pending: dict[Row, Operation] = {}
        self._noticed = asyncio.Event()
        self._listens = asyncio.Event()

    async def run(self) -> None:
        """Listen and publish until cancelled."""
        while True:
            try:
                async with asyncio.TaskGroup() as tasks:
                    tasks.create_task(self._listen())
                    tasks.create_task(self._publish())
            except* (
                Exception
            ):  # whatever it is, the rest of the API must not go with it, and clients fall back to polling
                log.exception("realtime failed and starts anew")
                await asyncio.sleep(RETRY_EVERY)

    def join(self, subscriber: Subscriber) -> None:
        """Tell a channel of changes from now on, and that it is live as soon as it is."""
        self._subscribers.add(subscriber)
        if self._listens.is_set():
            subscriber.go_live()

    def leave(self, subscriber: Subscriber) -> None:
        """Tell it no more."""
        self._subscribers.discard(subscriber)

    async def until_listening(self, seconds: float) -> bool:
        """Return whether it listens, at the latest after `seconds`."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._listens.wait(), seconds)
        return self._listens.is_set()

    async def _listen(self) -> None:
        while True:
            try:
                async with listening(self._database.url, NOTICES, "harkara realtime") as connection:
                    self._begin()
                    async for notice in heard(connection):
                        self._note(Notice.parse(notice.payload))
            except DATABASE_TROUBLE as error:
                log.warning("realtime waits for the database", error=short(error))
            finally:
                self._lose_all()
            await asyncio.sleep(RETRY_EVERY)

    def _begin(self) -> None:
        self._listens.set()
        for subscriber in list(self._subscribers):
            subscriber.go_live()

    def _note(self, notice: Notice | None) -> None:
        if notice is None or not self._subscribers:
            return
        row = (notice.table, notice.row_id)
        self._pending[row] = merged(self._pending.get(row), notice.operation)
        self._noticed.set()

    def _lose_all(self) -> None:
        self._listens.clear()
        self._pending.clear()
        self._lose_subscribers()

    def _lose_subscribers(self) -> None:
        for subscriber in list(self._subscribers):
            subscriber.lose()

    async def _publish(self) -> None:
        while True:
            await self._noticed.wait()
            self._noticed.clear()
            pending, self._pending = self._pending, {}
            await self._publish_window(pending)
            await self._clock.sleep(WINDOW)

    async def _publish_window(self, pending: Mapping[Row, Operation]) -> None:
        if len(pending) > MOST_CHANGES:
            self._lose_subscribers()
            return
        try:
            changes = await self._read(pending)
        except DATABASE_TROUBLE as error:
            log.warning("changes could not be read, clients load anew", error=short(error))
            self._lose_subscribers()
            return
        for change in changes:
            for subscriber in list(self._subscribers):
                subscriber.deliver(change)

    async def _read(self, pending: Mapping[Row, Operation]) -> list[Change]:
        """Return the changes with the rows as they are now, in the order they were told."""
        at = self._clock.now()
        rows: dict[Row, Mapping[str, Any]] = {}
        async with self._database.transaction() as session:
            for table in {table for table, _ in pending}:
                ids = [row_id for name, row_id in pending if name == table]
                rows |= {(table, row_id): row for row_id, row in (await read_rows(session, table, ids)).items()}
        changes: list[Change] = []
        for row, operation in pending.items():
            key = {PRIMARY_KEY: row[1]}
            if operation == "DELETE":
                changes.append(Change(row[0], operation, key, None, at))
            elif row in rows:  # else it is gone by now, and the next window tells so
                changes.append(Change(row[0], operation, key, rows[row], at))
        return changes
