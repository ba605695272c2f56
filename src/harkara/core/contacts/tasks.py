"""Jobs about customers."""

from __future__ import annotations

from procrastinate import Blueprint, JobContext

from harkara.core.contacts import service
from harkara.kit.db import Database
from harkara.kit.parts import parts_of_job

tasks = Blueprint()


@tasks.task(name="repoint", pass_context=True)
async def repoint(context: JobContext, *, absorbed: int, survivor: int) -> None:
    """Two rows were one person: what was written to the merged one meanwhile goes to the other."""
    async with parts_of_job(context)[Database].transaction() as session:
        await service.repoint(session, absorbed, survivor)
