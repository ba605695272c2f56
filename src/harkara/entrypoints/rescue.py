"""Gives the jobs of workers that died to those that live. Every worker looks; whoever is first does it."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import procrastinate
from procrastinate.exceptions import ConnectorException, UniqueViolation
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
            for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER):
                await _give_back(app, job)
        except ConnectorException as error:
            log.warning("dead workers cannot be looked for", error=short(error))
        with suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), LOOK_EVERY)


async def _give_back(app: procrastinate.App, job: Job) -> None:
    try:
        await app.job_manager.retry_job(job)
        log.warning("job of a dead worker given back", job_id=job.id, task=job.task_name)
    except UniqueViolation:
        # An equal job waits already and only needs the dead one's lock.
        await app.job_manager.finish_job(job, Status.FAILED, delete_job=True)
        log.warning("job of a dead worker gives way to its waiting twin", job_id=job.id, task=job.task_name)
