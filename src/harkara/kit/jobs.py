"""Jobs run by procrastinate, on Postgres, deferred by name in the caller's own transaction: no commit, no job."""

from __future__ import annotations

from typing import Any

import procrastinate
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.types import JSONValue
from psycopg import AsyncConnection
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.kit.database_url import CONNECTION_OPTIONS, libpq_url
from harkara.kit.db import SESSION_SETUP, driver_connection

DEFAULT_QUEUE = "default"
SENDER_QUEUE = "senders"
"""Runners live as long as a campaign; in a queue of their own they cannot starve short jobs."""


def job_app(database_url: str, *, pool_size: int = 2) -> procrastinate.App:
    """Return a procrastinate app on this database; a worker opens it, deferring in a session does not need that."""
    connector = procrastinate.PsycopgConnector(
        conninfo=libpq_url(database_url),
        min_size=1,
        max_size=pool_size,
        kwargs={**CONNECTION_OPTIONS, "application_name": "harkara jobs"},
        configure=_set_up,
    )
    return procrastinate.App(connector=connector)


class JobQueue:
    """Defers jobs by their name. A name, not a function: news travels up without an import."""

    def __init__(self, app: procrastinate.App) -> None:
        self._app = app

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
        `once`: at most one waiting job with this key; a running one does not count.
        """
        connection = await driver_connection(session)
        job = self._app.configure_task(
            name,
            queue=queue,
            lock=lock,
            queueing_lock=once,
            schedule_in=None if in_seconds is None else {"milliseconds": round(in_seconds * 1000)},
            connection=connection,
        )
        # A savepoint, because a refused duplicate would otherwise abort the caller's transaction. By hand: the session's
        # own (begin_nested) is only sent with its next statement, and the driver's (transaction) would commit when the
        # session has not sent any statement yet.
        await connection.execute("SAVEPOINT defer_job")
        try:
            await job.defer_async(**arguments)
        except AlreadyEnqueued:
            await connection.execute("ROLLBACK TO SAVEPOINT defer_job")
            return False
        await connection.execute("RELEASE SAVEPOINT defer_job")
        return True


async def _set_up(connection: AsyncConnection[Any]) -> None:
    await connection.execute(SESSION_SETUP)
    await connection.commit()
