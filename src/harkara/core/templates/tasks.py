"""Jobs that fetch templates from Meta."""

from __future__ import annotations

from procrastinate import Blueprint, JobContext

from harkara.core.numbers.errors import NumberInactiveError, NumberNotFoundError
from harkara.core.templates.rereading import SYNC_JOB, TemplateReading
from harkara.core.templates.sync import SyncOutcome, TemplateSync
from harkara.core.templates.sync_runs import Trigger
from harkara.kit.db import Database
from harkara.kit.jobs import JobQueue
from harkara.kit.logging import get_logger
from harkara.kit.parts import Parts, parts_of_job

log = get_logger(__name__)
tasks = Blueprint()

MOST_TRIES = 3


@tasks.task(name="sync", pass_context=True)
async def sync(context: JobContext, *, number_id: int) -> None:
    """Fetch the templates of a number's account; deferred when a number is connected."""
    parts = parts_of_job(context)
    try:
        waba_id = await TemplateSync.of(parts).usable_waba(number_id)
    except (NumberNotFoundError, NumberInactiveError) as error:
        log.info("templates not synced: the number is gone or inactive", number_id=number_id, reason=error.detail)
    else:
        await _sync(parts, waba_id, "connected", tries=0)


@tasks.task(name="sync_all", pass_context=True, queueing_lock="templates:sync_all")
async def sync_all(context: JobContext, timestamp: int) -> None:
    """Fetch the templates of all accounts; runs every 3 hours (PRD B)."""
    parts = parts_of_job(context)
    for waba_id in await TemplateSync.of(parts).wabas():
        await _sync(parts, waba_id, "periodic", tries=0)


@tasks.task(name="sync_account", pass_context=True)
async def sync_account(context: JobContext, *, waba_id: str, trigger: Trigger, tries: int) -> None:
    """Fetch the templates of one account: a webhook told of one we do not know, or an earlier sync had to stop."""
    parts = parts_of_job(context)
    if waba_id in await TemplateSync.of(parts).wabas():
        await _sync(parts, waba_id, trigger, tries=tries)


@tasks.task(name="reread", pass_context=True)
async def reread(context: JobContext, *, template_id: int, tries: int) -> None:
    """Read one template from Meta; deferred when a webhook tells too little or comes too late."""
    await TemplateReading.of(parts_of_job(context)).one(template_id, tries)


async def _sync(parts: Parts, waba_id: str, trigger: Trigger, *, tries: int) -> None:
    """Sync, and if Meta was in trouble or wants to be left alone, try again by a later job, three times at most."""
    outcome = await TemplateSync.of(parts).account(waba_id, trigger)
    _log(outcome)
    if outcome.retry_in is None or tries >= MOST_TRIES:
        return
    async with parts[Database].transaction() as session:
        await parts[JobQueue].defer(
            session,
            SYNC_JOB,
            once=f"{SYNC_JOB}-{waba_id}",
            in_seconds=outcome.retry_in,
            waba_id=waba_id,
            trigger=trigger,
            tries=tries + 1,
        )


def _log(outcome: SyncOutcome) -> None:
    result = outcome.result
    log.info("templates synced", retry_in=outcome.retry_in, **result.model_dump(exclude={"finished_at"}))
