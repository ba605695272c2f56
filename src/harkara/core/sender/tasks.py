"""Jobs of the sender: one long-lived run per number, and the recovery of what a crash left unsettled."""

from __future__ import annotations

from procrastinate import Blueprint, JobContext

from harkara.core.sender import service
from harkara.core.sender.decisions import MAX_ATTEMPTS
from harkara.core.sender.service import SenderParts
from harkara.kit.jobs import SENDER_QUEUE
from harkara.kit.parts import parts_of_job

tasks = Blueprint()


@tasks.task(name="run_number", queue=SENDER_QUEUE, pass_context=True)
async def run_number(context: JobContext, *, number_id: int, aside: int = 0) -> None:
    """Send from one number until its queue is empty. Its lock keeps it the only one in the fleet."""
    await service.run_number(parts_of_job(context)[SenderParts], number_id, aside)


@tasks.task(name="recover", pass_context=True, queueing_lock="sender.recover")
async def recover(context: JobContext, timestamp: int) -> None:
    """Give messages back that stayed unsettled for STUCK_AFTER_SECONDS (reliability rule of ADR 0003)."""
    parts = parts_of_job(context)[SenderParts]
    for recover_lane in (service.recover, service.recover_replies):
        async with parts.database.transaction() as session:
            await recover_lane(session, parts.jobs, int(parts.limits.stuck_after), MAX_ATTEMPTS)
