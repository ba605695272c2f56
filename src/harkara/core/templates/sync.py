"""Brings an account's templates to what Meta has: read whom to ask, ask Meta with no transaction open, write all at once.

Only a complete list marks what is missing as deleted. One account's trouble never keeps the others from being synced.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.numbers import accounts
from harkara.core.numbers import service as numbers
from harkara.core.numbers.errors import NumberInactiveError
from harkara.core.templates import quarantine, repository, sync_runs
from harkara.core.templates.changes import Effects, Word, apply_changes, carry_out, created
from harkara.core.templates.fetching import Fetched, TemplateFetcher, possible_again
from harkara.core.templates.models import Template, TemplateSyncRun
from harkara.core.templates.rereading import reread_later
from harkara.core.templates.schemas import SyncResult
from harkara.core.templates.sync_runs import Trigger
from harkara.integrations.whatsapp.graph_objects import TemplateNode
from harkara.integrations.whatsapp.templates import needs_of
from harkara.kit.clock import Clock
from harkara.kit.db import Database
from harkara.kit.jobs import JobQueue
from harkara.kit.parts import Parts

JOIN_EVERY: Final = 0.5
"""Seconds between looks at a sync of the same account that another process carries out."""
ALIVE_EVERY: Final = 30.0
RETRY_SECONDS: Final = 300.0
"""After trouble of Meta's own; the next turn of the clock may be three hours away."""


@dataclass(frozen=True, slots=True)
class SyncOutcome:
    """What a sync did, for people, and in how many seconds another try may do better (None: no use)."""

    result: SyncResult
    retry_in: float | None


@dataclass(slots=True)
class _Written:
    new: int = 0
    changed: int = 0
    inactive: int = 0
    outdated: list[Template] = field(default_factory=list[Template])
    """Templates of which a webhook told something while Meta was being asked."""
    effects: Effects = field(default_factory=Effects)


class TemplateSync:
    """Syncs accounts, one at a time; whoever asks for an account that is being synced gets that sync's outcome."""

    def __init__(self, database: Database, fetcher: TemplateFetcher, jobs: JobQueue, clock: Clock) -> None:
        self._database = database
        self._fetcher = fetcher
        self._jobs = jobs
        self._clock = clock

    @classmethod
    def of(cls, parts: Parts) -> TemplateSync:
        """Return one that works with the parts of this process."""
        return cls(parts[Database], TemplateFetcher.of(parts), parts[JobQueue], parts[Clock])

    async def number(self, number_id: int, trigger: Trigger = "manual") -> SyncResult:
        """Sync the account of a number; raise NumberNotFoundError, or NumberInactiveError if no token of it is usable."""
        return await self.waba(await self.usable_waba(number_id), trigger)

    async def usable_waba(self, number_id: int) -> str:
        """Return the account of a number; raise NumberNotFoundError, or NumberInactiveError if no token of it is usable."""
        async with self._database.transaction() as session:
            number = await numbers.get_number(session, number_id)
            if number.waba_id not in await accounts.wabas_with_active_number(session):
                raise NumberInactiveError(f"'{number.display_name}' is inactive: {number.inactive_reason}.")
        return number.waba_id

    async def all(self, trigger: Trigger = "manual") -> AsyncIterator[SyncResult]:
        """Sync every account that has an active number, yielding each outcome as it comes."""
        for waba_id in await self.wabas():
            yield await self.waba(waba_id, trigger)

    async def wabas(self) -> Sequence[str]:
        """Return the accounts that can be asked."""
        async with self._database.transaction() as session:
            return await accounts.wabas_with_active_number(session)

    async def waba(self, waba_id: str, trigger: Trigger = "manual") -> SyncResult:
        """Sync one account; trouble is in the result, not raised."""
        return (await self.account(waba_id, trigger)).result

    async def account(self, waba_id: str, trigger: Trigger) -> SyncOutcome:
        """Sync one account, or wait for the sync of it that is under way."""
        joined: int | None = None
        while True:
            async with self._database.transaction() as session:
                over = None if joined is None else await sync_runs.ended(session, joined)
                own = None if over else await sync_runs.begin(session, waba_id, trigger, self._clock.now())
                joined = None if over or own else await sync_runs.running_id(session, waba_id)
            if over is not None:
                return await self._shown(over)
            if own is not None:
                return await self._carry_through(own)
            await self._clock.sleep(JOIN_EVERY)

    async def _carry_through(self, run: TemplateSyncRun) -> SyncOutcome:
        """Never leave a run open behind: others of this account would wait for it until its lease ends."""
        try:
            fetched = await self._fetch(run)
            return await self._shown(await self._write(run, fetched), fetched)
        except Exception as error:
            async with self._database.transaction() as session:
                held = await sync_runs.hold(session, run.id)
                if held is not None:
                    held.finished_at = self._clock.now()
                    held.error = f"A fault of ours ended it: {type(error).__name__}. The log has the details."
            raise

    async def _fetch(self, run: TemplateSyncRun) -> Fetched:
        async with self._database.transaction() as session:
            owners = await accounts.numbers_of_waba(session, run.waba_id)
            until = await sync_runs.retry_after(session, run.waba_id)
        if until is not None and until > self._clock.now():
            told = f"Left for later: Meta's limit of management calls. {possible_again(until)}"
            return Fetched([], told, until, may_help_later=True)
        shown_at = self._clock.monotonic()

        async def progress(seen: int) -> None:
            nonlocal shown_at
            if self._clock.monotonic() - shown_at < ALIVE_EVERY:
                return
            shown_at = self._clock.monotonic()
            async with self._database.transaction() as session:
                await sync_runs.keep_alive(session, run.id, seen)

        return await self._fetcher.all(run.waba_id, owners, progress)

    async def _write(self, run: TemplateSyncRun, fetched: Fetched) -> TemplateSyncRun:
        """Write what was read and end the run in one transaction, unless it was taken for dead meanwhile."""
        async with self._database.transaction() as session:
            held = await sync_runs.hold(session, run.id)
            if held is None:
                return await session.get_one(TemplateSyncRun, run.id, populate_existing=True)
            written = await self._store(session, held, fetched)
            held.seen = len(fetched.nodes)
            held.new, held.changed, held.inactive = written.new, written.changed, written.inactive
            held.error, held.retry_after = fetched.error, fetched.retry_after
            held.finished_at = now = self._clock.now()
            await sync_runs.forget_old(session, held.waba_id, now)
            return held

    async def _store(self, session: AsyncSession, run: TemplateSyncRun, fetched: Fetched) -> _Written:
        written = _Written()
        is_complete = fetched.error is None
        if not fetched.nodes and not is_complete:
            return written
        await repository.lock_waba(session, run.waba_id)
        stored = await repository.stored(session, run.waba_id, [node.id for node in fetched.nodes])
        await _insert(session, run, [node for node in fetched.nodes if node.id not in stored], written)
        _update(session, run, fetched.nodes, stored, written)
        if is_complete:
            _mark_missing(session, run, fetched.nodes, stored, written)
            await accounts.note_template_sync(session, run.waba_id, self._clock.now())
        await carry_out(session, self._jobs, written.effects)
        for template in written.outdated:
            await reread_later(session, self._jobs, template)
        return written

    async def _shown(self, run: TemplateSyncRun, fetched: Fetched | None = None) -> SyncOutcome:
        async with self._database.transaction() as session:
            owners = await accounts.numbers_of_waba(session, run.waba_id)
        now = run.finished_at or self._clock.now()
        retry_in = None
        if fetched is not None and fetched.may_help_later:
            retry_in = max(RETRY_SECONDS, (fetched.retry_after - now).total_seconds() if fetched.retry_after else 0.0)
        result = SyncResult(
            waba_id=run.waba_id,
            number_names=[number.display_name for number in owners],
            seen=run.seen,
            new=run.new,
            changed=run.changed,
            inactive=run.inactive,
            error=run.error,
            finished_at=now,
        )
        return SyncOutcome(result, retry_in)


async def _insert(
    session: AsyncSession, run: TemplateSyncRun, nodes: Sequence[TemplateNode], written: _Written
) -> None:
    """Add new templates, in quarantine unless UTILITY. The unit of work writes them in batches of 1,000."""
    new = {node.id: _new_template(run, node) for node in nodes}
    session.add_all(new.values())
    await session.flush()
    session.add_all(created(template, "sync") for template in new.values())
    written.new = len(new)


def _new_template(run: TemplateSyncRun, node: TemplateNode) -> Template:
    needs = needs_of(node.components, node.parameter_format)
    reason = quarantine.arrival_reason(node.category)
    values = asdict(node)
    return Template(
        meta_id=values.pop("id"),
        waba_id=run.waba_id,
        **values,
        status_at=run.started_at,
        category_at=run.started_at,
        quality_at=run.started_at,
        variable_count=needs.variable_count,
        header_format=needs.header_format,
        is_active=True,
        is_quarantined=reason is not None,
        quarantine_reason=reason,
    )


def _update(
    session: AsyncSession,
    run: TemplateSyncRun,
    nodes: Sequence[TemplateNode],
    stored: dict[str, Template],
    written: _Written,
) -> None:
    word = Word("sync", run.started_at)
    for node in nodes:
        template = stored.get(node.id)
        if template is None:
            continue
        if _heard_since(template, run):
            written.outdated.append(template)
            continue
        values = {**asdict(node), "waba_id": run.waba_id, "is_active": True}
        written.changed += apply_changes(session, template, values, word, written.effects)


def _mark_missing(
    session: AsyncSession,
    run: TemplateSyncRun,
    nodes: Sequence[TemplateNode],
    stored: dict[str, Template],
    written: _Written,
) -> None:
    """Mark what Meta no longer lists; our rows stay."""
    listed = {node.id for node in nodes}
    for meta_id, template in stored.items():
        if meta_id not in listed and template.is_active and not _heard_since(template, run):
            apply_changes(session, template, {"is_active": False}, Word("sync", run.started_at), written.effects)
            written.inactive += 1


def _heard_since(template: Template, run: TemplateSyncRun) -> bool:
    """Say whether a webhook told of the template after Meta was asked: the list may be older than that."""
    return template.heard_at is not None and template.heard_at >= run.started_at
