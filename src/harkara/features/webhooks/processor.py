"""Turns stored events into knowledge, in batches. Any worker may run it: events are taken with SKIP LOCKED.

An event is marked processed when all of its items are applied or set aside; a crash before that only repeats what is safe to repeat.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from harkara.core.contacts.erased import hold_erasing
from harkara.core.messages.statuses import apply_parked
from harkara.features.webhooks import repository
from harkara.features.webhooks.appliers import Applier
from harkara.features.webhooks.erased_customers import leave_out_erased
from harkara.features.webhooks.figures import LAG_SECONDS
from harkara.features.webhooks.isolation import Isolation
from harkara.features.webhooks.reading import Contents, Item, read
from harkara.features.webhooks.repository import RawEvent, Reject
from harkara.kit.bell import Bell
from harkara.kit.clock import Clock
from harkara.kit.crypto import SecretBox
from harkara.kit.database_trouble import DATABASE_TROUBLE, short
from harkara.kit.db import Database
from harkara.kit.jobs import JobQueue
from harkara.kit.logging import get_logger

log = get_logger(__name__)

EVENTS = 500
EVENT_BYTES = 256 * 1024
"""The most that one batch takes: 400 to 500 events with one status, or seven with a hundred; a larger event comes alone."""

ITEMS = 500
"""The most that one transaction applies. Preparing so many statuses held up the event loop, and with it the sending of the same
process, for 17 ms at most."""

IDLE = 0.5
"""Seconds between looks at an empty inbox, should the bell not be heard: a cheap index probe."""

TIDY_EVERY = 1.0
"""Seconds between looks at statuses that came before their message, and at events that others left behind."""


class WebhookProcessor:
    """The loop of one worker."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        jobs: JobQueue,
        box: SecretBox,
        bell: Bell,
        appliers: Sequence[Applier],
    ) -> None:
        self._database = database
        self._isolation = Isolation(database, jobs)
        self._clock = clock
        self._box = box
        self._bell = bell
        self._appliers = appliers
        self._floor = 0
        self._most = EVENTS

    async def run(self, stopping: asyncio.Event) -> None:
        """Process until the process stops; trouble with the database is waited out."""
        tidy_due = self._clock.monotonic()
        while not stopping.is_set():
            more = False
            try:
                more = await self.process_batch()
                if self._clock.monotonic() >= tidy_due:
                    await self._tidy()
                    tidy_due = self._clock.monotonic() + TIDY_EVERY
            except DATABASE_TROUBLE as error:
                log.warning("webhook events wait for the database", error=short(error))
            if not more:
                await self._bell.wait(IDLE)

    async def process_batch(self) -> bool:
        """Process the oldest waiting events; return whether more are likely to wait."""
        begun = self._clock.monotonic()
        async with self._database.transaction() as session:
            events = await repository.take_waiting(session, floor=self._floor, most=self._most, most_bytes=EVENT_BYTES)
            if not events:
                return False
            contents = await read(events, (applier.kind for applier in self._appliers))
            if await hold_erasing(session):
                await leave_out_erased(session, self._box, events, contents)
            rejects = await self._apply(contents)
            await repository.finish(session, events, rejects)
        LAG_SECONDS.observe(max(event.age for event in events) + self._clock.monotonic() - begun)
        return self._go_on_after(events)

    def _go_on_after(self, events: list[RawEvent]) -> bool:
        """Set where the next look starts and how many it locks, so that other workers find what this one cannot carry."""
        asked, carried = self._most, sum(len(event.body) for event in events)
        self._floor = events[-1].id + 1
        self._most = max(1, min(EVENTS, EVENT_BYTES * len(events) // max(carried, 1)))
        return len(events) == asked or carried >= EVENT_BYTES

    async def _apply(self, contents: Contents) -> list[Reject]:
        """Apply everything in the order of the appliers; an item that was set aside goes to no later one."""
        aside: dict[Item, Reject] = {}
        for applier in self._appliers:
            items = [item for item in contents.items[applier.kind] if item not in aside]
            for start in range(0, len(items), ITEMS):
                aside |= await self._isolation.apply(applier, items[start : start + ITEMS])
        return [*contents.rejects, *aside.values()]

    async def _tidy(self) -> None:
        """Look again from the start: another worker may have died with events in hand, an operator may replay old ones."""
        self._floor = 0
        async with self._database.transaction() as session:
            await apply_parked(session)
