"""Decides of new messages which ones want an answer, and has it begun. Written in the transaction that stores the message."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.features.replies import repository
from harkara.features.replies.policy import Incoming, judge_message
from harkara.features.replies.repository import Noted
from harkara.kit.jobs import REPLY_QUEUE, Deferred, JobQueue

ANSWER_JOB = "replies:answer"


class NewMessage(Incoming, Protocol):
    """A customer's message that is in the ledger since this transaction."""

    @property
    def id(self) -> int: ...
    @property
    def number_id(self) -> int: ...
    @property
    def created_at(self) -> datetime: ...


async def consider(session: AsyncSession, jobs: JobQueue, new: Sequence[NewMessage], *, is_on: bool) -> None:
    """Note each message; those that want an answer get it as soon as this transaction is committed, if a model `is_on`.

    Three statements however many there are, because the caller holds the customers' lock.
    """
    noted = [
        Noted(message.id, message.number_id, message.contact_id, message.created_at, judge_message(message, is_on))
        for message in new
    ]
    if not noted:
        return
    await repository.note(session, noted)
    await answer_soon(
        session,
        jobs,
        ((message.contact_id, message.number_id) for message in noted if message.reason is None and message.contact_id),
    )


async def answer_soon(session: AsyncSession, jobs: JobQueue, whom: Iterable[tuple[int, int]]) -> None:
    """Begin answering these customers on these numbers after the transaction; one waiting job each is enough.

    The lock is the customer's, not the conversation's: one reply at a time, so that the quota of one who writes to two
    numbers is not spent by both at once and the loop guard sees every reply.
    """
    deferred = [
        Deferred(
            lock=f"customer-{contact_id}",
            once=f"reply-{contact_id}-{number_id}",
            arguments={"contact_id": contact_id, "number_id": number_id},
        )
        for contact_id, number_id in sorted(set(whom))
    ]
    await jobs.defer_many(session, ANSWER_JOB, deferred, queue=REPLY_QUEUE)
