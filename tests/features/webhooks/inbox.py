"""The way of an event in tests: stored as the intake stores it, then processed once."""

from __future__ import annotations

from tests.clocks import ManualClock

from harkara.features.webhooks.intake import Intake
from harkara.features.webhooks.processor import WebhookProcessor
from harkara.features.webhooks.repository import NEW_EVENTS
from harkara.kit.bell import Bell
from harkara.kit.db import Database
from harkara.kit.jobs import JobQueue


async def store(database: Database, *bodies: bytes) -> None:
    intake = Intake(database)
    for body in bodies:
        await intake.store(body)
    await intake.close()


async def process(database: Database) -> None:
    await WebhookProcessor(database, ManualClock(), JobQueue(), Bell(database.url, NEW_EVENTS)).process_batch()


async def receive(database: Database, *bodies: bytes) -> None:
    await store(database, *bodies)
    await process(database)
