"""Jobs that keep numbers fresh."""

from __future__ import annotations

from procrastinate import Blueprint, JobContext

from harkara.core.numbers import token_expiry
from harkara.core.numbers.refresh import NumberRefresh
from harkara.kit.clock import Clock
from harkara.kit.db import Database
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


@tasks.task(name="warn_of_expiring_tokens", pass_context=True, queueing_lock="numbers:warn_of_expiring_tokens")
async def warn_of_expiring_tokens(context: JobContext, timestamp: int) -> None:
    """Warn 7 days and 1 day before an access token expires; runs every day."""
    parts = parts_of_job(context)
    async with parts[Database].transaction() as session:
        await token_expiry.warn_of_expiring(session, parts[Clock].now())
