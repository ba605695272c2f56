"""What is done with each kind of event, in reading order. A kind that is not named here stays in the inbox as it came.

Each function has a transaction of its own, because each locks rows in an order of its own, and is safe to repeat.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.templates.from_webhooks import apply_template_events
from harkara.features.replies.intake import consider
from harkara.features.webhooks.accounts import apply_account_events
from harkara.features.webhooks.customers import apply_identity_changes, apply_preferences
from harkara.features.webhooks.failures import heed_failures
from harkara.features.webhooks.inbound import apply_inbound
from harkara.features.webhooks.numbers import apply_number_events
from harkara.features.webhooks.problems import apply_problems
from harkara.features.webhooks.statuses import apply_statuses, settle_messages, settle_replies
from harkara.integrations.whatsapp.webhooks.events import InboundMessage, ReportedProblem, StatusEvent
from harkara.kit.jobs import JobQueue


class Applier(NamedTuple):
    """A list of `WebhookContent` by its name, and what takes its items, many at a time."""

    kind: str
    apply: Callable[[AsyncSession, JobQueue, Sequence[Any]], Awaitable[object]]


async def _settle_messages(session: AsyncSession, _jobs: JobQueue, events: Sequence[StatusEvent]) -> None:
    await settle_messages(session, events)


async def _settle_replies(session: AsyncSession, _jobs: JobQueue, events: Sequence[StatusEvent]) -> None:
    await settle_replies(session, events)


async def _move(session: AsyncSession, _jobs: JobQueue, events: Sequence[StatusEvent]) -> None:
    await apply_statuses(session, events)


async def _tell(session: AsyncSession, jobs: JobQueue, problems: Sequence[ReportedProblem]) -> None:
    """Meta dates no problem: the day it is told on is the database's."""
    await apply_problems(session, jobs, problems, (await session.scalars(select(func.now()))).one())


def appliers(are_replies_on: Callable[[AsyncSession], Awaitable[bool]]) -> tuple[Applier, ...]:
    """Return them. `are_replies_on`: whether a language model is there to answer; without one no job is made of a message."""

    async def receive(session: AsyncSession, jobs: JobQueue, events: Sequence[InboundMessage]) -> None:
        # A message is new only once: what answers it begins with the commit that stores it.
        new = await apply_inbound(session, jobs, events)
        await consider(session, jobs, new, is_on=await are_replies_on(session))

    return (
        Applier("inbound", receive),
        Applier("statuses", _settle_messages),
        Applier("statuses", _settle_replies),
        Applier("statuses", _move),
        Applier("statuses", heed_failures),
        Applier("identities", apply_identity_changes),
        Applier("preferences", apply_preferences),
        Applier("templates", apply_template_events),
        Applier("numbers", apply_number_events),
        Applier("accounts", apply_account_events),
        Applier("problems", _tell),
    )
