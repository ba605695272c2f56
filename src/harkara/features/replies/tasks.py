"""Jobs of the replies: one per customer who waits, and a look for those nobody looks after any more."""

from __future__ import annotations

from procrastinate import Blueprint, JobContext

from harkara.features.replies import answering, repository
from harkara.features.replies.answering import ReplyParts
from harkara.features.replies.intake import answer_soon
from harkara.kit.database_trouble import DATABASE_TROUBLE, short
from harkara.kit.jobs import REPLY_QUEUE
from harkara.kit.logging import get_logger
from harkara.kit.parts import parts_of_job

log = get_logger(__name__)
tasks = Blueprint()

FORGOTTEN_AFTER = 5.0
"""Seconds; a job begins within milliseconds, or one is at work on the customer already and this one finds nothing."""


@tasks.task(name="answer", queue=REPLY_QUEUE, pass_context=True)
async def answer(context: JobContext, *, contact_id: int, number_id: int) -> None:
    """Answer what a customer has written to a number. Its lock keeps it the only one of this customer in the fleet."""
    try:
        await answering.answer(parts_of_job(context)[ReplyParts], contact_id, number_id)
    except DATABASE_TROUBLE as error:
        # The messages still wait, and `pick_up` finds them.
        log.warning("a reply waits for the database", contact_id=contact_id, error=short(error))


@tasks.task(name="pick_up", pass_context=True, queueing_lock="replies:pick_up")
async def pick_up(context: JobContext, timestamp: int) -> None:
    """See to messages whose job ended without an answer: with its worker, or because the database was away."""
    parts = parts_of_job(context)[ReplyParts]
    async with parts.database.transaction() as session:
        await answer_soon(session, parts.jobs, await repository.left_waiting(session, FORGOTTEN_AFTER))
