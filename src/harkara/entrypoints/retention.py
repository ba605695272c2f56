"""The nightly clean-up over all modules' tables. Each module says how long it keeps what; here is only when."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from procrastinate import Blueprint, JobContext

from harkara.core.contacts import retention as contacts
from harkara.core.messages import retention as messages
from harkara.core.notifications import retention as notifications
from harkara.core.sender.service import SenderParts
from harkara.features.replies import retention as replies
from harkara.features.webhooks import retention as webhooks
from harkara.kit.clock import Clock
from harkara.kit.database_clock import database_clock
from harkara.kit.db import Database
from harkara.kit.logging import get_logger
from harkara.kit.parts import parts_of_job
from harkara.kit.retention import delete_old

log = get_logger(__name__)

TABLES = (*contacts.KEPT, *messages.KEPT, *notifications.KEPT, *replies.KEPT, *webhooks.KEPT)

tasks = Blueprint()

# One in the fleet: the lock is shared, so that a catching-up never runs beside the nightly one.
LOCK = "retention"


@tasks.task(name="clean_up", pass_context=True, lock=LOCK, queueing_lock="retention.clean_up")
async def clean_up(context: JobContext, timestamp: int) -> None:
    """Delete everything that has been kept long enough."""
    await _delete(context, overdue=timedelta(0))


@tasks.task(name="catch_up", pass_context=True, lock=LOCK, queueing_lock="retention.catch_up")
async def catch_up(context: JobContext, timestamp: int) -> None:
    """Delete what the last night should have deleted and had no time for; finds nothing otherwise."""
    await _delete(context, overdue=timedelta(days=1))


async def _delete(context: JobContext, *, overdue: timedelta) -> None:
    parts = parts_of_job(context)
    deleted = await delete_all_old(parts[Database], parts[Clock], parts[SenderParts].stopping, overdue)
    if any(deleted.values()):
        log.info("old rows deleted", **deleted)


async def delete_all_old(
    database: Database, clock: Clock, stopping: asyncio.Event, overdue: timedelta
) -> dict[str, int]:
    """Delete what is old by the database's clock: a worker whose own is a month ahead would delete what must stay."""
    clock = await database_clock(database, clock)
    deleted = await delete_old(database, clock, TABLES, stopping, overdue=overdue)
    deleted["conversations"] = await messages.forget_conversations(database, clock, overdue)
    deleted["number_hours"] = await messages.forget_old_hours(database, clock, overdue)
    return deleted
