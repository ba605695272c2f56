"""Turns stored events into knowledge, in batches. Any worker may run it: events are taken with SKIP LOCKED.

An event that cannot be processed is set aside with its reason and never blocks the others.
"""

from __future__ import annotations

import asyncio

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.messages.statuses import apply_parked
from harkara.features.webhooks import repository
from harkara.features.webhooks.numbers import apply_number_events
from harkara.features.webhooks.repository import RawEvent
from harkara.features.webhooks.statuses import apply_statuses, settle_attempts
from harkara.integrations.whatsapp.webhooks.events import WebhookContent
from harkara.integrations.whatsapp.webhooks.parsing import parse_webhook
from harkara.kit.clock import Clock
from harkara.kit.database_trouble import DATABASE_TROUBLE, short
from harkara.kit.db import Database
from harkara.kit.jobs import JobQueue
from harkara.kit.logging import get_logger

log = get_logger(__name__)

BATCH = 40
"""Events per transaction; Meta may put up to 1,000 updates into each. More at once would hold up the sending of the same process
for tens of milliseconds (20 statuses an event)."""

IDLE = 0.1
"""Seconds between looks at an empty inbox: a cheap index probe, and the dashboard feels live."""

PARKED_EVERY = 1.0
"""Seconds between looks at statuses that came before their message."""


class WebhookProcessor:
    """The loop of one worker."""

    def __init__(self, database: Database, clock: Clock, jobs: JobQueue) -> None:
        self._database = database
        self._jobs = jobs
        self._clock = clock

    async def run(self, stopping: asyncio.Event) -> None:
        """Process until the process stops; trouble with the database is waited out."""
        parked_due = self._clock.monotonic()
        while not stopping.is_set():
            try:
                taken = await self.process_batch()
                if self._clock.monotonic() >= parked_due:
                    await self._apply_parked()
                    parked_due = self._clock.monotonic() + PARKED_EVERY
            except DATABASE_TROUBLE as error:
                log.warning("webhook events wait for the database", error=short(error))
                taken = 0
            if taken < BATCH:
                await self._clock.sleep(IDLE)

    async def process_batch(self) -> int:
        """Process the oldest waiting events; return how many were taken."""
        try:
            async with self._database.transaction() as session:
                events = await repository.take_waiting(session, BATCH)
                await self._process(session, events)
                return len(events)
        except DATABASE_TROUBLE:
            raise
        except Exception:
            log.exception("a batch of events failed; its events are tried one by one")
            return await self._one_by_one()

    async def _one_by_one(self) -> int:
        taken = 0
        for _ in range(BATCH):
            async with self._database.transaction() as session:
                events = await repository.take_waiting(session, 1)
                if not events:
                    break
                taken += 1
                try:
                    async with session.begin_nested():
                        await self._process(session, events)
                except DATABASE_TROUBLE:
                    raise
                except Exception as error:
                    log.exception("event set aside", event_id=events[0].id)
                    await repository.set_aside(session, events[0].id, f"{type(error).__name__}: {error}")
        return taken

    async def _process(self, session: AsyncSession, events: list[RawEvent]) -> None:
        if not events:
            return
        content, faults = _understand(events)
        for event_id, reason in faults.items():
            await repository.note_trouble(session, event_id, reason)
        async with self._database.transaction() as separate:
            await settle_attempts(separate, content.statuses)
        if content.numbers:
            async with self._database.transaction() as separate:
                await apply_number_events(separate, self._jobs, content.numbers)
        await apply_statuses(session, content.statuses)
        await repository.mark_processed(session, [event.id for event in events])

    async def _apply_parked(self) -> None:
        async with self._database.transaction() as session:
            await apply_parked(session)


def _understand(events: list[RawEvent]) -> tuple[WebhookContent, dict[int, str]]:
    """Return what the events carry together, and per event why some items of it cannot be used."""
    everything = WebhookContent()
    faults: dict[int, str] = {}
    for event in events:
        content = parse_webhook(event.body)
        everything.statuses += content.statuses
        everything.numbers += content.numbers
        if content.malformed:
            faults[event.id] = "; ".join(item.reason for item in content.malformed)
    return everything, faults
