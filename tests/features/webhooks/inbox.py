"""The way of an event in tests: stored as the intake stores it, then processed once."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession
from tests.clocks import ManualClock

from harkara.features.webhooks.appliers import appliers
from harkara.features.webhooks.intake import Intake
from harkara.features.webhooks.processor import WebhookProcessor
from harkara.features.webhooks.repository import NEW_EVENTS
from harkara.kit.bell import Bell
from harkara.kit.crypto import SecretBox
from harkara.kit.db import Database
from harkara.kit.jobs import JobQueue

BOX = SecretBox("a passphrase for tests")


async def store(database: Database, *bodies: bytes) -> None:
    intake = Intake(database)
    for body in bodies:
        await intake.store(body)
    await intake.close()


async def are_replies_on(_session: AsyncSession) -> bool:
    return True


def processor(database: Database) -> WebhookProcessor:
    return WebhookProcessor(
        database, ManualClock(), JobQueue(), BOX, Bell(database.url, NEW_EVENTS), appliers(are_replies_on)
    )


async def process(database: Database) -> None:
    await processor(database).process_batch()


async def receive(database: Database, *bodies: bytes) -> None:
    await store(database, *bodies)
    await process(database)
