"""Jobs run by procrastinate, on Postgres, deferred by name in the caller's own transaction: no commit, no job."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import orjson
import procrastinate
from procrastinate.types import JSONValue
from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.kit.database_url import CONNECTION_OPTIONS, libpq_url
from harkara.kit.db import SESSION_SETUP, driver_connection
from harkara.kit.failover import require_writable

DEFAULT_QUEUE = "default"
SENDER_QUEUE = "senders"
"""Runners live as long as a campaign; in a queue of their own they cannot starve short jobs."""
REPLY_QUEUE = "replies"
"""Replies wait up to 20 s for a language model; in a queue of their own they cannot starve short jobs either."""

_INSERT = """
INSERT INTO procrastinate_jobs (task_name, queue_name, lock, queueing_lock, args, scheduled_at)
SELECT %(name)s, %(queue)s, j.lock, j.once, j.arguments::jsonb, now() + make_interval(secs => %(in_seconds)s)
FROM unnest(%(locks)s::text[], %(onces)s::text[], %(arguments)s::text[]) AS j (lock, once, arguments)
ORDER BY j.once
ON CONFLICT (queueing_lock) WHERE status = 'todo' DO NOTHING
RETURNING queueing_lock
"""

# A waiting job may begin before the caller commits, and would not see what it was deferred for. While its row is
# locked it cannot begin (workers skip locked rows); the notice, which leaves with the commit, wakes them again.
_HOLD = """
SELECT queueing_lock, pg_notify('procrastinate_queue_v1#' || queue_name,
                                json_build_object('type', 'job_inserted', 'job_id', id)::text)
FROM (
    SELECT id, queue_name, queueing_lock FROM procrastinate_jobs
    WHERE queueing_lock = ANY(%(onces)s) AND status = 'todo'
    ORDER BY id FOR KEY SHARE
) waiting
"""


def job_app(database_url: str, *, pool_size: int = 2) -> procrastinate.App:
    """Return a procrastinate app on this database; a worker opens it, deferring in a session does not need that."""
    connector = procrastinate.PsycopgConnector(
        conninfo=libpq_url(database_url),
        min_size=1,
        max_size=pool_size,
        kwargs={**CONNECTION_OPTIONS, "application_name": "harkara jobs"},
        configure=_set_up,
        pool_factory=_pool,
    )
    return procrastinate.App(connector=connector)


class Deferred(NamedTuple):
    """One of many jobs of the same task (see JobQueue.defer)."""

    lock: str | None
    once: str | None
    arguments: dict[str, JSONValue]


class JobQueue:
    """Defers jobs by their name. A name, not a function: news travels up without an import."""

    async def defer(
        self,
        session: AsyncSession,
        name: str,
        *,
        queue: str = DEFAULT_QUEUE,
        lock: str | None = None,
        once: str | None = None,
        in_seconds: float | None = None,
        **arguments: JSONValue,
    ) -> bool:
        """Put a job into the session's transaction; return False if an equal one already waits.

        `lock`: jobs with the same lock never run at the same time, on any machine.
        `once`: at most one waiting job with this key; a running one does not count. The one that waits begins after
        this transaction ends, so it sees what was written here.
        """
        return await _defer(session, name, queue, [Deferred(lock, once, arguments)], in_seconds) == 1

    async def defer_many(self, session: AsyncSession, name: str, jobs: Sequence[Deferred], *, queue: str) -> None:
        """Put jobs of one task into the session's transaction, each unless an equal one waits: two statements for all."""
        await _defer(session, name, queue, list({job.once: job for job in jobs}.values()), None)


async def _defer(session: AsyncSession, name: str, queue: str, jobs: list[Deferred], in_seconds: float | None) -> int:
    """Insert jobs and return how many; the others wait already. One statement unless some do.

    By hand, not by the library's own defer: that one raises for a duplicate, which would abort the caller's transaction,
    so each job took a savepoint and three statements.
    """
    connection = await driver_connection(session)
    inserted = 0
    while jobs:
        rows = await connection.execute(
            _INSERT,
            {
                "name": name,
                "queue": queue,
                "locks": [job.lock for job in jobs],
                "onces": [job.once for job in jobs],
                "arguments": [orjson.dumps(job.arguments).decode() for job in jobs],
                "in_seconds": in_seconds,
            },
        )
        made = [once for (once,) in await rows.fetchall()]
        inserted += len(made)
        missing = [job for job in jobs if job.once is not None and job.once not in made]
        # What is neither inserted nor waiting has begun in this very moment: another is needed.
        held = await _hold(connection, [job.once for job in missing if job.once is not None]) if missing else []
        jobs = [job for job in missing if job.once not in held]
    return inserted


async def _hold(connection: AsyncConnection[Any], onces: list[str]) -> list[str]:
    """Keep these waiting jobs from beginning before the transaction ends; return those that still wait."""
    rows = await connection.execute(_HOLD, {"onces": onces})
    return [once for once, _ in await rows.fetchall()]


async def _set_up(connection: AsyncConnection[Any]) -> None:
    await connection.execute(SESSION_SETUP)
    await connection.commit()


def _pool(**arguments: Any) -> AsyncConnectionPool[AsyncConnection[Any]]:
    settings: dict[str, Any] = {**arguments, "check": _check}
    return AsyncConnectionPool(**settings)


async def _check(connection: AsyncConnection[Any]) -> None:
    """Refuse a connection that broke, or that leads to the former server after a failover; the pool makes another."""
    await AsyncConnectionPool.check_connection(connection)
    await require_writable(connection)
