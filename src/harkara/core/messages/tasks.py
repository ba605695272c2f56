"""Jobs of the ledger."""

from __future__ import annotations

from procrastinate import Blueprint, JobContext

from harkara.core.messages.statuses import give_up
from harkara.kit.db import Database
from harkara.kit.logging import get_logger
from harkara.kit.parts import parts_of_job

log = get_logger(__name__)

tasks = Blueprint()


@tasks.task(name="give_up_parked", pass_context=True, queueing_lock="messages.give_up_parked")
async def give_up_parked(context: JobContext, timestamp: int) -> None:
    """Let go of statuses whose message is not ours, so that nobody looks for it for ever; say how many there were."""
    while True:
        async with parts_of_job(context)[Database].transaction() as session:
            given_up = await give_up(session)
        if given_up.unknown:
            log.info("statuses of unknown messages given up", statuses=given_up.unknown)
        if not given_up.unknown + given_up.applied:
            return
