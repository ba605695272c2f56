"""Jobs that fetch templates from Meta."""

from __future__ import annotations

from procrastinate import Blueprint, JobContext

from harkara.core.numbers.errors import NumberInactiveError, NumberNotFoundError
from harkara.core.templates.schemas import SyncResult
from harkara.core.templates.sync import TemplateSync
from harkara.kit.logging import get_logger
from harkara.kit.parts import parts_of_job

log = get_logger(__name__)
tasks = Blueprint()


@tasks.task(name="sync", pass_context=True)
async def sync(context: JobContext, *, number_id: int) -> None:
    """Fetch the templates of a number's account; deferred when a number is connected."""
    try:
        _log(await TemplateSync.of(parts_of_job(context)).number(number_id))
    except (NumberNotFoundError, NumberInactiveError) as error:
        log.info("templates not synced: the number is gone or inactive", number_id=number_id, reason=error.detail)


@tasks.task(name="sync_all", pass_context=True, queueing_lock="templates:sync_all")
async def sync_all(context: JobContext, timestamp: int) -> None:
    """Fetch the templates of all accounts; runs every 3 hours (PRD B)."""
    async for result in TemplateSync.of(parts_of_job(context)).all():
        _log(result)


def _log(result: SyncResult) -> None:
    log.info("templates synced", **result.model_dump(exclude={"finished_at"}))
