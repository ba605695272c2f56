"""What every job carries into the lines it logs, and how long jobs take. Decides nothing about them."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import Any

from procrastinate import JobContext
from prometheus_client import Summary
from structlog.contextvars import bound_contextvars

JOB_SECONDS = Summary("harkara_job_seconds", "How long jobs of a task took, however they ended", ["task"])


async def with_job_context(call_next: Callable[[], Awaitable[Any]], context: JobContext, _worker: object) -> Any:
    """A middleware of the job engine: each job is a task of its own, so what is bound ends with it."""
    started = time.perf_counter()
    with bound_contextvars(job_id=context.job.id, task=context.job.task_name):
        try:
            return await call_next()
        finally:
            JOB_SECONDS.labels(context.job.task_name).observe(time.perf_counter() - started)
