"""Keeps what is known of numbers fresh: Meta changes quality, limits and throughput on its own, and may refuse a token.

No transaction is open while Meta is asked: one management call per number, every hour and after Meta's own word.
"""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.notifications.service import notify
from harkara.core.numbers import repository, service
from harkara.core.numbers.credentials import open_token
from harkara.core.numbers.models import WhatsAppNumber
from harkara.core.numbers.throughput import meta_ceiling
from harkara.integrations.whatsapp.client import GraphClient
from harkara.integrations.whatsapp.errors import GraphError
from harkara.integrations.whatsapp.graph_objects import PhoneNumber
from harkara.kit.crypto import SecretBox
from harkara.kit.db import Database
from harkara.kit.errors import AppError
from harkara.kit.jobs import JobQueue
from harkara.kit.logging import get_logger
from harkara.kit.parts import Parts

log = get_logger(__name__)

REFRESH_JOB = "numbers:refresh"
UNUSABLE_JOB = "campaigns:number_unusable"
"""Stops the campaigns of a number; belongs to features/campaigns, above this module."""


class NumberRefresh:
    """Reads numbers from Meta anew, one at a time."""

    def __init__(self, database: Database, graph: GraphClient, box: SecretBox, jobs: JobQueue) -> None:
        self._database = database
        self._graph = graph
        self._box = box
        self._jobs = jobs

    @classmethod
    def of(cls, parts: Parts) -> NumberRefresh:
        """Return one that works with the parts of this process."""
        return cls(parts[Database], parts[GraphClient], parts[SecretBox], parts[JobQueue])

    async def all(self) -> None:
        """Refresh every active number; one number's trouble never keeps the others from it."""
        async with self._database.transaction() as session:
            ids = await repository.active_ids(session)
        for number_id in ids:
            await self.one(number_id)

    async def one(self, number_id: int) -> None:
        """Refresh a number, unless it is gone or inactive. A refused token takes it out of use; other trouble waits for the next hour."""
        async with self._database.transaction() as session:
            number = await repository.find(session, number_id)
        if number is None or not number.is_active:
            return
        try:
            described = await self._graph.phone_number(open_token(self._box, number), number.phone_number_id)
        except GraphError as error:
            await self._refused(number, error)
        except AppError as error:
            log.warning("number not refreshed", number_id=number_id, reason=error.detail)
        else:
            async with self._database.transaction() as session:
                await store(session, number_id, described)

    async def _refused(self, number: WhatsAppNumber, error: GraphError) -> None:
        log.warning("number not refreshed", number_id=number.id, reason=str(error))
        if not error.token_expired:
            return
        async with self._database.transaction() as session:
            # Only under the epoch the token was read with: one that was renewed meanwhile is not the refused one.
            if await service.deactivate(session, number.id, error, epoch=number.runner_epoch):
                await self._jobs.defer(session, UNUSABLE_JOB, number_id=number.id, reason=str(error))


async def store(session: AsyncSession, number_id: int, described: PhoneNumber) -> None:
    """Keep what Meta says of a number; what it leaves out stays as it was."""
    number = await repository.find(session, number_id, lock=True)
    if number is None:
        return
    number.quality_rating = described.quality_rating or number.quality_rating
    number.messaging_limit = described.messaging_limit or number.messaging_limit
    number.verified_name = described.verified_name or number.verified_name
    number.display_phone_number = described.display_phone_number or number.display_phone_number
    if described.throughput_level is not None:
        await change_level(session, number, described.throughput_level)


async def change_level(session: AsyncSession, number: WhatsAppNumber, level: str) -> None:
    """Set the throughput level of a number locked by the caller, and tell the admin if Meta changed it."""
    before, number.throughput_level = number.throughput_level, level
    name, limit = number.display_name, meta_ceiling(level)
    if before is None or limit == meta_ceiling(before):
        return
    await notify(
        session,
        type="number_throughput",
        title=f"Meta {'raised' if limit > meta_ceiling(before) else 'lowered'} the speed limit of {name}",
        message=f"Meta allows number {name} now {limit:,} messages a second (throughput level {level}).",
        action_url="/numbers",
        related_entity_type="number",
        related_entity_id=number.id,
    )
