"""Keeps what is known of numbers fresh: Meta changes quality, limits and throughput on its own, and may refuse a token.

No transaction is open while Meta is asked: one management call per number, every hour and after Meta's own word.
"""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.numbers import repository, service
from harkara.core.numbers.activity import UNUSABLE_JOB, InactiveCode
from harkara.core.numbers.changes import change_level, change_messaging_limit, change_name_status, change_quality
from harkara.core.numbers.credentials import open_token
from harkara.core.numbers.meta_status import note_status
from harkara.core.numbers.models import WhatsAppNumber
from harkara.core.numbers.token_expiry import expiry_of
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
        """Refresh every number in use or out of it by its status alone; one number's trouble never keeps the others from it."""
        async with self._database.transaction() as session:
            ids = await repository.refreshable_ids(session)
        for number_id in ids:
            await self.one(number_id)

    async def one(self, number_id: int) -> None:
        """Refresh a number, unless it is gone or inactive for another reason than its status, which may have changed.

        A refused token takes it out of use; other trouble waits for the next hour.
        """
        async with self._database.transaction() as session:
            number = await repository.find(session, number_id)
        if number is None or not (number.is_active or number.inactive_code == InactiveCode.STATUS):
            return
        try:
            token = open_token(self._box, number)
            described = await self._graph.phone_number(token, number.phone_number_id)
        except GraphError as error:
            await self._refused(number, error)
        except AppError as error:
            log.warning("number not refreshed", number_id=number_id, reason=error.detail)
        else:
            expires_at = await expiry_of(self._graph, token, number.token_expires_at)
            async with self._database.transaction() as session:
                await store(session, self._jobs, number_id, described)
                await repository.note_token_expiry(session, number_id, number.access_token_encrypted, expires_at)

    async def _refused(self, number: WhatsAppNumber, error: GraphError) -> None:
        log.warning("number not refreshed", number_id=number.id, reason=str(error))
        if not error.token_expired:
            return
        async with self._database.transaction() as session:
            # Only under the epoch the token was read with: one that was renewed meanwhile is not the refused one.
            if await service.deactivate(session, number.id, error, epoch=number.runner_epoch):
                await self._jobs.defer(session, UNUSABLE_JOB, number_id=number.id, reason=str(error))


async def store(session: AsyncSession, jobs: JobQueue, number_id: int, described: PhoneNumber) -> None:
    """Keep what Meta says of a number and act on its status; what it leaves out stays as it was."""
    number = await repository.find(session, number_id, lock=True)
    if number is None:
        return
    number.verified_name = described.verified_name or number.verified_name
    number.display_phone_number = described.display_phone_number or number.display_phone_number
    if described.quality_rating is not None:
        await change_quality(session, number, described.quality_rating)
    if described.messaging_limit is not None:
        await change_messaging_limit(session, number, described.messaging_limit)
    if described.name_status is not None:
        await change_name_status(session, number, described.name_status)
    if described.throughput_level is not None:
        await change_level(session, number, described.throughput_level)
    if described.status is not None:
        await note_status(session, jobs, number, described.status)
