"""Starts a run over a number's queue and turns its end into news for those above, who are reached by job names only."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession
from structlog.contextvars import bound_contextvars

from harkara.core.numbers import service as numbers
from harkara.core.sender.airspace import Airspace
from harkara.core.sender.batches import BatchTemplates
from harkara.core.sender.fleet import Fleet
from harkara.core.sender.limits import SendLimits
from harkara.core.sender.number_rate import NumberRate
from harkara.core.sender.pacing import Pacers
from harkara.core.sender.queue import QUERIES, NumberQueue, QueuedMessage
from harkara.core.sender.rate import RateState
from harkara.core.sender.recorder import Recorder
from harkara.core.sender.runner import Line, NumberRunner, RunEnd, RunReport, Surroundings
from harkara.integrations.whatsapp.sending import MessageSender
from harkara.kit.clock import Clock
from harkara.kit.crypto import SecretBox
from harkara.kit.db import Database
from harkara.kit.jobs import SENDER_QUEUE, JobQueue
from harkara.kit.logging import get_logger

log = get_logger(__name__)

ASIDE_SECONDS = 0.3
"""How long a job that another worker should take waits for it."""

ASIDE_AT_MOST = 8
"""Times a job may be left to others: if none takes it, this worker does after all."""


class Stopping(asyncio.Event):
    """Set when the process goes down: runners end, hand back what they hold and leave the rest to others."""


@dataclass(frozen=True, slots=True)
class SenderParts:
    """What a run needs from the process it runs in."""

    database: Database
    jobs: JobQueue
    box: SecretBox
    sender: MessageSender
    clock: Clock
    limits: SendLimits
    recorder: Recorder
    pacers: Pacers
    airspace: Airspace
    fleet: Fleet
    stopping: Stopping


async def wake(session: AsyncSession, jobs: JobQueue, number_id: int, *, aside: int = 0) -> None:
    """Make sure a runner looks at the number's queue after this transaction; one waiting job is enough.

    `aside`: how often a worker has left this job to the others.
    """
    await jobs.defer(
        session,
        "sender:run_number",
        queue=SENDER_QUEUE,
        lock=f"number-{number_id}",
        once=f"number-{number_id}",
        in_seconds=ASIDE_SECONDS if aside else None,
        number_id=number_id,
        aside=aside,
    )


async def run_number(parts: SenderParts, number_id: int, aside: int) -> None:
    """Send what the number's queue holds until it is empty, refused, or the process stops."""
    if aside < ASIDE_AT_MOST and not await parts.fleet.has_room():
        async with parts.database.transaction() as session:
            await wake(session, parts.jobs, number_id, aside=aside + 1)
        return
    held = await _take_over(parts, number_id)
    if held is None:
        log.info("nothing sent: the number is inactive", number_id=number_id)
        return
    runner, epoch = held
    parts.fleet.joins(runner)
    try:
        with bound_contextvars(number_id=number_id):
            report = await runner.run()
    finally:
        parts.fleet.leaves(runner)
    log.info("run ended", number_id=number_id, end=report.end.name)
    async with parts.database.transaction() as session:
        await _tell(session, parts, number_id, epoch, report)


async def installation_id(session: AsyncSession) -> str:
    """Return this installation's mark, made once by the first migration."""
    installation = await session.scalar(QUERIES["installation"])
    assert isinstance(installation, str)
    return installation


async def recover(session: AsyncSession, jobs: JobQueue, stuck_after: int, max_attempts: int) -> int:
    """Put campaign messages nobody settled for `stuck_after` seconds back in line; return how many."""
    parameters = {"stuck_after": float(stuck_after), "max_attempts": max_attempts}
    rows = (await session.execute(QUERIES["recover_stuck"], parameters)).all()
    for row in rows:
        log.warning("unsettled messages recovered", number_id=row.number_id, messages=row.messages)
        await advance_later(session, jobs, row.number_id)
    return sum(row.messages for row in rows)


async def recover_replies(session: AsyncSession, jobs: JobQueue, stuck_after: int, max_attempts: int) -> int:
    """As `recover`, for replies. In a transaction of its own, as all that moves the ledger."""
    parameters = {"stuck_after": float(stuck_after), "max_attempts": max_attempts}
    replies = (await session.scalars(QUERIES["recover_stuck_replies"], parameters)).all()
    for number_id in sorted(set(replies)):
        await wake(session, jobs, number_id)
    return len(replies)


async def advance_later(session: AsyncSession, jobs: JobQueue, number_id: int) -> None:
    """Let the number's campaigns move on: next batch, next campaign, or completed."""
    await jobs.defer(
        session,
        "campaigns:advance",
        lock=f"campaigns-{number_id}",
        once=f"campaigns.advance-{number_id}",
        number_id=number_id,
    )


async def _take_over(parts: SenderParts, number_id: int) -> tuple[NumberRunner, int] | None:
    async with parts.database.transaction() as session:
        row = (await session.execute(QUERIES["take_over"], {"number_id": number_id})).one_or_none()
        if row is None:
            return None
        token = await numbers.number_token(session, parts.box, number_id)
        installation = await installation_id(session)
    queue = NumberQueue(parts.database, number_id, row.runner_epoch)
    state = RateState(row.max_send_rate_per_sec, row.last_stable_rate_per_sec, row.rate_day)
    line = Line(
        number_id,
        row.phone_number_id,
        token,
        queue,
        BatchTemplates(parts.database, installation),
        NumberRate(parts.database, parts.clock, number_id, row.runner_epoch, state, row.throughput_level),
        parts.pacers.of(number_id, row.runner_epoch),
    )
    around = Surroundings(parts.sender, parts.recorder, parts.airspace, parts.clock, parts.limits, parts.stopping)

    async def unlock_next_batch() -> None:
        async with parts.database.transaction() as session:
            await advance_later(session, parts.jobs, number_id)

    return NumberRunner(line, around, unlock_next_batch), row.runner_epoch


async def _tell(session: AsyncSession, parts: SenderParts, number_id: int, epoch: int, report: RunReport) -> None:
    if report.end is RunEnd.STOPPING:
        await wake(session, parts.jobs, number_id)
        return
    if report.end is RunEnd.ACCOUNT:
        assert report.error is not None
        await numbers.deactivate(session, number_id, report.error, epoch=epoch)
    elif report.end is RunEnd.REFUSED:
        assert isinstance(report.last, QueuedMessage)
        await parts.jobs.defer(
            session, "campaigns:template_refused", batch_id=report.last.batch_id, reason=report.reason
        )
        return
    # The line looks at the number itself: an inactive one stops its campaigns, a renewed one goes on.
    await advance_later(session, parts.jobs, number_id)
