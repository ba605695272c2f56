"""Deletes rows that have been kept long enough: a batch at a time in key order, resting longer than it works.

It never waits for a row that somebody else holds, never deletes a young one, and needs no index but the primary key.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.kit.clock import Clock
from harkara.kit.db import Database

BATCH = 2000
"""Rows looked at per transaction: some 15 ms of the database's time, which no send notices."""

REST = 4
"""Seconds of rest per second of work, so that deleting takes a fifth of one connection's time, however slow the machine is."""

RUN_SECONDS = 600.0
"""What one run may take; what is left waits for the next."""

# Rows come in key order, and nearly in the order of their times: the old ones are at the front. The walk goes on behind the
# last key, not at the front again, where it would step over the index entries of what it has just deleted.
_DELETE = """
WITH looked AS (
    SELECT id, {time} AS moment FROM {table} WHERE id > :after ORDER BY id LIMIT :batch
), due AS (
    SELECT t.id FROM {table} t JOIN looked ON looked.id = t.id
    WHERE looked.moment < :before AND {only}
    ORDER BY t.id
    FOR UPDATE OF t SKIP LOCKED
), gone AS (
    DELETE FROM {table} t USING due WHERE t.id = due.id RETURNING t.id
)
SELECT max(id) AS last_id, count(*) FILTER (WHERE moment < :before) AS old, (SELECT count(*) FROM gone) AS deleted
FROM looked
"""

# Young rows may lie before old ones (a clock that ran ahead for an hour): looks at 100 rows at each doubling distance. One
# statement of 40 index probes, asked only when a whole batch was young.
_OLD_BEYOND = """
SELECT EXISTS (
    SELECT FROM generate_series(0, 40) AS doubling
    CROSS JOIN LATERAL (
        SELECT {time} AS moment FROM {table}
        WHERE id > :after + CAST(:batch * power(2, doubling) AS bigint) ORDER BY id LIMIT 100
    ) ahead
    WHERE ahead.moment < :before
)
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """How long the rows of a table are kept. The table has a bigint key `id` that grows with time."""

    table: str
    time: str
    """Column that says how old a row is."""
    days: int
    only: str = "true"
    """Condition on `t` (the row) that must hold as well before it may go."""


@dataclass(slots=True)
class Front:
    """How far a run has come in one table."""

    kept: Kept
    before: datetime
    after: int = 0
    deleted: int = 0
    is_done: bool = False

    async def delete_batch(self, session: AsyncSession) -> None:
        """Delete what is old among the next rows; done when nothing old is left, at the front or behind it."""
        parameters = {"after": self.after, "batch": BATCH, "before": self.before}
        row = (await session.execute(text(self._sql(_DELETE)), parameters)).one()
        self.deleted += row.deleted
        if row.last_id is None:
            self.is_done = True
            return
        self.after = row.last_id
        if not row.old:
            beyond = await session.scalar(text(self._sql(_OLD_BEYOND)), parameters | {"after": self.after})
            self.is_done = not beyond

    def _sql(self, template: str) -> str:
        return template.format(table=self.kept.table, time=self.kept.time, only=self.kept.only)


async def delete_old(
    database: Database,
    clock: Clock,
    tables: Sequence[Kept],
    stopping: asyncio.Event,
    *,
    overdue: timedelta = timedelta(0),
) -> dict[str, int]:
    """Delete what is older than each table keeps (by `overdue` at least) and return how many rows went from each.

    The tables take turns, so that a large one does not use up the time of the others.
    """
    ends = clock.monotonic() + RUN_SECONDS
    fronts = [Front(kept, clock.now() - timedelta(days=kept.days) - overdue) for kept in tables]
    while any(not front.is_done for front in fronts):
        for front in fronts:
            if front.is_done:
                continue
            if stopping.is_set() or clock.monotonic() >= ends:
                return _counts(fronts)
            started = clock.monotonic()
            async with database.transaction() as session:
                await front.delete_batch(session)
            await clock.sleep(REST * (clock.monotonic() - started))
    return _counts(fronts)


def _counts(fronts: Sequence[Front]) -> dict[str, int]:
    return {front.kept.table: front.deleted for front in fronts}
