"""Reads one template from Meta anew: after a webhook that tells too little, or whose time contradicts what is known.

Whether a template that Meta does not show is gone, only a complete list of its account can tell: that is left to a sync.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.numbers import accounts
from harkara.core.templates import repository, sync_runs
from harkara.core.templates.changes import Effects, Word, apply_changes, carry_out
from harkara.core.templates.fetching import Fetched, TemplateFetcher
from harkara.core.templates.models import Template
from harkara.kit.clock import Clock
from harkara.kit.db import Database
from harkara.kit.jobs import JobQueue
from harkara.kit.parts import Parts

REREAD_JOB: Final = "templates:reread"
SYNC_JOB: Final = "templates:sync_account"
MOST_TRIES: Final = 5
TRY_AGAIN_SECONDS: Final = 60.0


async def reread_later(session: AsyncSession, jobs: JobQueue, template: Template) -> None:
    """Have a template read from Meta by a job of this transaction, once however many ask for it."""
    await _defer_reading(session, jobs, template.id, tries=0, in_seconds=None)


async def sync_later(session: AsyncSession, jobs: JobQueue, waba_id: str) -> None:
    """Have an account synced by a job of this transaction, once however many ask for it."""
    await jobs.defer(session, SYNC_JOB, once=f"{SYNC_JOB}-{waba_id}", waba_id=waba_id, trigger="webhook", tries=0)


class TemplateReading:
    """Reads templates one at a time."""

    def __init__(self, database: Database, fetcher: TemplateFetcher, jobs: JobQueue, clock: Clock) -> None:
        self._database = database
        self._fetcher = fetcher
        self._jobs = jobs
        self._clock = clock

    @classmethod
    def of(cls, parts: Parts) -> TemplateReading:
        """Return one that works with the parts of this process."""
        return cls(parts[Database], TemplateFetcher.of(parts), parts[JobQueue], parts[Clock])

    async def one(self, template_id: int, tries: int = 0) -> None:
        """Bring a template to what Meta has; while Meta cannot be asked, a later job tries again."""
        asked_at = self._clock.now()
        async with self._database.transaction() as session:
            template = await repository.find(session, template_id)
            if template is None:
                return
            owners = await accounts.numbers_of_waba(session, template.waba_id)
            until = await sync_runs.retry_after(session, template.waba_id)
        if until is not None and until > asked_at:
            fetched = Fetched([], "Meta wants no calls now.", until, may_help_later=True)
        else:
            fetched = await self._fetcher.one(template.waba_id, owners, template.meta_id)
        async with self._database.transaction() as session:
            if fetched.nodes:
                await self._write(session, template, fetched, Word("webhook", asked_at))
            elif fetched.may_help_later:
                wait = (fetched.retry_after - asked_at).total_seconds() if fetched.retry_after else TRY_AGAIN_SECONDS
                await _defer_reading(session, self._jobs, template_id, tries=tries + 1, in_seconds=wait)
            elif any(number.is_active for number in owners):
                await sync_later(session, self._jobs, template.waba_id)

    async def _write(self, session: AsyncSession, template: Template, fetched: Fetched, word: Word) -> None:
        (node,) = fetched.nodes
        await repository.lock_waba(session, template.waba_id)
        locked = (await repository.lock_by_meta_id(session, [template.meta_id]))[template.meta_id]
        if locked.heard_at is not None and locked.heard_at >= word.at:
            await reread_later(session, self._jobs, locked)
            return
        effects = Effects()
        values = {name: value for name, value in asdict(node).items() if name != "id"}
        apply_changes(session, locked, {**values, "is_active": True}, word, effects)
        await carry_out(session, self._jobs, effects)


async def _defer_reading(
    session: AsyncSession, jobs: JobQueue, template_id: int, *, tries: int, in_seconds: float | None
) -> None:
    if tries <= MOST_TRIES:
        once = f"{REREAD_JOB}-{template_id}"
        await jobs.defer(session, REREAD_JOB, once=once, in_seconds=in_seconds, template_id=template_id, tries=tries)
