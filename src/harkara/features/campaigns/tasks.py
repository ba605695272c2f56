"""Jobs that move campaigns: the next step of a number's line, the schedule, and halts that other parts call for."""

from __future__ import annotations

from datetime import timedelta

from procrastinate import Blueprint, JobContext

from harkara.core.sender.service import advance_later
from harkara.features.campaigns import lifecycle, line, schedule, template_loss
from harkara.kit.causes import Cause
from harkara.kit.clock import Clock
from harkara.kit.db import Database, database_time
from harkara.kit.jobs import JobQueue
from harkara.kit.logging import get_logger
from harkara.kit.parts import parts_of_job
from harkara.kit.settings import Settings

log = get_logger(__name__)

tasks = Blueprint()


@tasks.task(name="advance", pass_context=True)
async def advance(context: JobContext, *, number_id: int) -> None:
    """Move a number's line on: next batch, completed, next campaign. One at a time per number (lock)."""
    parts = parts_of_job(context)
    async with parts[Database].transaction() as session:
        await lifecycle.advance(session, parts[JobQueue], number_id, parts[Clock].now())


@tasks.task(name="tend", pass_context=True, queueing_lock="campaigns:tend")
async def tend(context: JobContext, timestamp: int) -> None:
    """Look after every line with work in it: a message settled by a webhook, or a wake-up lost in a crash, stalls none."""
    parts = parts_of_job(context)
    async with parts[Database].transaction() as session:
        for number_id in await line.numbers_with_work(session):
            await advance_later(session, parts[JobQueue], number_id)


@tasks.task(name="start_due", pass_context=True, queueing_lock="campaigns:start_due")
async def start_due(context: JobContext, timestamp: int) -> None:
    """Put scheduled campaigns whose time has come into their lines; runs every minute, exactly once in the fleet.

    By the database's time: one worker whose clock is wrong would start them early, or fail them all as missed.
    """
    parts = parts_of_job(context)
    grace = timedelta(minutes=parts[Settings].schedule_grace_minutes)
    async with parts[Database].transaction() as session:
        await schedule.start_due(session, parts[JobQueue], await database_time(session), grace)


@tasks.task(name="template_unsendable", pass_context=True)
async def template_unsendable(context: JobContext, *, template_id: int, reason: str) -> None:
    """A template was quarantined or lost: stop the campaigns that still have messages on it."""
    parts = parts_of_job(context)
    async with parts[Database].transaction() as session:
        await template_loss.stop_campaigns(session, parts[JobQueue], template_id, reason, parts[Clock].now())


@tasks.task(name="template_refused", pass_context=True)
async def template_refused(context: JobContext, *, batch_id: int, reason: str) -> None:
    """Meta refused a template while sending: stop its campaign; no recipient was used up."""
    parts = parts_of_job(context)
    async with parts[Database].transaction() as session:
        campaign = await line.of_batch(session, batch_id)
        if campaign is not None and campaign.status == "running":
            cause = Cause("template_refused", f"Meta refused the template: {reason}", {"meta_words": reason})
            await lifecycle.halt(session, parts[JobQueue], campaign, [cause], parts[Clock].now())


@tasks.task(name="number_unusable", pass_context=True)
async def number_unusable(context: JobContext, *, number_id: int, reason: str) -> None:
    """A number went out of use: let its line look at it, which stops all of it unless the number was renewed meanwhile."""
    parts = parts_of_job(context)
    log.warning("number unusable", number_id=number_id, reason=reason)
    async with parts[Database].transaction() as session:
        await advance_later(session, parts[JobQueue], number_id)
