"""The worker process: runs jobs (senders among them), understands webhook events, and stands in for workers that died.

Any number of them, on any number of machines, may share one database.
"""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from functools import partial

import procrastinate
from procrastinate.jobs import DeleteJobCondition

from harkara.core.messages.totals import keep_totals
from harkara.core.sender.fleet import DEAD_AFTER
from harkara.core.sender.service import SenderParts, Stopping
from harkara.entrypoints import schedule
from harkara.entrypoints.figures.keeping import Process, keep_figures
from harkara.entrypoints.figures.pool import watch_pool
from harkara.entrypoints.garbage import collect_garbage_rarely
from harkara.entrypoints.job_context import with_job_context
from harkara.entrypoints.open_sockets import allow_open_sockets
from harkara.entrypoints.process_manager import say_ready
from harkara.entrypoints.rescue import HEARTBEAT, rescue_jobs
from harkara.entrypoints.wiring import close_clients, common_parts, reply_parts, sender_parts
from harkara.features.replies.answering import ReplyParts
from harkara.features.replies.llm_settings import is_configured
from harkara.features.webhooks.appliers import appliers
from harkara.features.webhooks.processor import WebhookProcessor
from harkara.features.webhooks.repository import NEW_EVENTS
from harkara.kit.bell import Bell
from harkara.kit.clock import Clock
from harkara.kit.commit import commit
from harkara.kit.crypto import SecretBox
from harkara.kit.database_pooler import connections_for
from harkara.kit.database_trouble import DATABASE_TROUBLE, RETRY_EVERY, short
from harkara.kit.db import Database
from harkara.kit.jobs import DEFAULT_QUEUE, REPLY_QUEUE, SENDER_QUEUE, JobQueue, job_app
from harkara.kit.logging import get_logger
from harkara.kit.parts import Parts
from harkara.kit.settings import Settings
from harkara.kit.version import version

log = get_logger(__name__)

RUNNERS = 40
"""Numbers one worker sends from at the same time."""

SHORT_JOBS = 8

REPLIES = 200
"""Customers one worker writes to at the same time; each holds a request to the model and, while it waits, nothing else."""

POLL_EVERY = 0.25
"""Seconds between looks for jobs that have become due; new ones are announced at once."""

DRAIN_SECONDS = 10
"""What a stop may take: requests in flight end or are handed back within it."""


async def run_worker(settings: Settings, database_url: str) -> None:
    """Work until SIGTERM or SIGINT, then drain: no new claims, in-flight messages settled, the rest handed back."""
    log.info("worker starts", version=version(), commit=commit())
    allow_open_sockets()
    collect_garbage_rarely()
    keeps = connections_for(database_url)
    database = Database(
        database_url, pool_size=keeps.worker, overflow=keeps.overflow, application_name="harkara worker"
    )
    watch_pool(database, keeps.worker + keeps.overflow)
    parts = common_parts(settings, database)
    stopping = Stopping()
    parts.add(SenderParts, sender_parts(parts, stopping))
    parts.add(ReplyParts, reply_parts(parts))
    app = job_app(database_url, pool_size=keeps.jobs)
    schedule.register(app)
    stop_on_signals(stopping)
    async with app.open_async():
        log.info("worker started")
        say_ready()
        await _work(app, parts, stopping)
    await parts[SenderParts].sender.close()
    await close_clients(parts)
    await database.close()
    log.info("worker stopped")


def stop_on_signals(stopping: asyncio.Event) -> None:
    """Set the event on SIGTERM and SIGINT."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)


async def _work(app: procrastinate.App, parts: Parts, stopping: asyncio.Event) -> None:
    workers = [
        asyncio.create_task(_keep_running_jobs(app, parts, SENDER_QUEUE, RUNNERS, stopping)),
        asyncio.create_task(_keep_running_jobs(app, parts, REPLY_QUEUE, REPLIES, stopping)),
        asyncio.create_task(_keep_running_jobs(app, parts, DEFAULT_QUEUE, SHORT_JOBS, stopping)),
    ]
    bell = Bell(parts[Database].url, NEW_EVENTS)
    are_replies_on = partial(is_configured, settings=parts[Settings], box=parts[SecretBox])
    processor = WebhookProcessor(
        parts[Database], parts[Clock], parts[JobQueue], parts[SecretBox], bell, appliers(are_replies_on)
    )
    ended = asyncio.Event()
    recording = asyncio.create_task(parts[SenderParts].recorder.run(ended))
    recorded = asyncio.Event()
    totalling = asyncio.create_task(keep_totals(parts[Database], recorded))
    helpers = [
        asyncio.create_task(processor.run(stopping)),
        asyncio.create_task(bell.run(stopping)),
        asyncio.create_task(rescue_jobs(app, stopping)),
        asyncio.create_task(parts[SenderParts].fleet.run(stopping)),
        asyncio.create_task(keep_figures(parts[Database], Process("worker"), stopping)),
    ]
    stop = asyncio.create_task(stopping.wait())
    # Any of them ending on its own is a fault: the process ends too, and the supervisor starts a fresh one.
    await asyncio.wait([stop, recording, totalling, *workers, *helpers], return_when=asyncio.FIRST_COMPLETED)
    stopping.set()
    for worker in workers:
        worker.cancel()
    results = await asyncio.gather(*workers, *helpers, return_exceptions=True)
    ended.set()
    results += await asyncio.gather(recording, return_exceptions=True)
    recorded.set()
    results += await asyncio.gather(totalling, return_exceptions=True)
    for result in results:
        if isinstance(result, Exception):
            raise result


async def _keep_running_jobs(
    app: procrastinate.App, parts: Parts, queue: str, concurrency: int, stopping: asyncio.Event
) -> None:
    """Run jobs until the process stops. The job engine ends when it loses its connection; it is started again then."""
    while not stopping.is_set():
        try:
            await _run_jobs(app, parts, queue, concurrency)
        except DATABASE_TROUBLE as error:
            log.warning("jobs wait for the database", queue=queue, error=short(error))
        with suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), RETRY_EVERY)


async def _run_jobs(app: procrastinate.App, parts: Parts, queue: str, concurrency: int) -> None:
    await app.run_worker_async(
        queues=[queue],
        name=f"harkara-{queue}",
        concurrency=concurrency,
        fetch_job_polling_interval=POLL_EVERY,
        shutdown_graceful_timeout=DRAIN_SECONDS,
        delete_jobs=DeleteJobCondition.SUCCESSFUL,
        additional_context={"parts": parts},
        install_signal_handlers=False,
        update_heartbeat_interval=HEARTBEAT,
        stalled_worker_timeout=DEAD_AFTER,
        worker_middleware=[with_job_context],
    )
