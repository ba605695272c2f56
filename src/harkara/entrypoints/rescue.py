"""Gives the jobs of workers that died to those that live. Every worker looks; whoever is first does it."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import procrastinate
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Job, Status

from harkara.core.sender.fleet import DEAD_AFTER
from harkara.kit.database_trouble import short
from harkara.kit.logging import get_logger

log = get_logger(__name__)

HEARTBEAT = 1.0

LOOK_EVERY = 2.0


async def rescue_jobs(app: procrastinate.App, stopping: asyncio.Event) -> None:
    """Look for jobs of dead workers until the process stops."""
    while not stopping.is_set():
        try:
            await rescue_once(app)
        except ConnectorException as error:
            log.warning("dead workers cannot be looked for", error=short(error))
        with suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), LOOK_EVERY)


async def rescue_once(app: procrastinate.App) -> None:
    """Give away what workers hold that have not been heard of."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER):
        await _give_back(app, job)


async def _give_back(app: procrastinate.App, job: Job) -> None:
    """Let a copy of the job wait in its place. A copy, because a worker that only slept ends its job when it wakes up, by the job's id:
    under the same id it would end the one that another worker runs by then, and open its lock to a third.
    """
    copy = job.evolve(id=None, status=Status.TODO.value, scheduled_at=None, attempts=0, worker_id=None)
    with suppress(AlreadyEnqueued):  # an equal job waits already and only needs the dead one's lock
        await app.job_manager.defer_job_async(copy)
    try:
        await app.job_manager.finish_job(job, Status.FAILED, delete_job=True)
    except ConnectorException:
        log.info("a worker that counted as dead has ended its job", job_id=job.id)
    else:
        log.warning("job of a dead worker given to another", job_id=job.id, task=job.task_name)
