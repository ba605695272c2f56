"""Jobs that keep numbers fresh."""

from __future__ import annotations

from procrastinate import Blueprint, JobContext

from harkara.core.numbers.refresh import NumberRefresh
from harkara.kit.parts import parts_of_job

tasks = Blueprint()


@tasks.task(name="refresh", pass_context=True)
async def refresh(context: JobContext, *, number_id: int) -> None:
    """Read one number from Meta; deferred when a webhook says that it changed."""
    await NumberRefresh.of(parts_of_job(context)).one(number_id)


@tasks.task(name="refresh_all", pass_context=True, queueing_lock="numbers:refresh_all")
async def refresh_all(context: JobContext, timestamp: int) -> None:
    """Read all active numbers from Meta; runs every hour."""
    await NumberRefresh.of(parts_of_job(context)).all()
