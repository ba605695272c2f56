"""Brings an account's templates to what Meta has: read whom to ask, ask Meta with no transaction open, write all at once.

Only a complete list marks what is missing as deleted. One account's trouble never keeps the others from being synced.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import asdict, dataclass, field

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.numbers import accounts
from harkara.core.numbers import service as numbers
from harkara.core.numbers.credentials import open_token
from harkara.core.numbers.errors import NumberInactiveError
from harkara.core.numbers.models import WhatsAppNumber
from harkara.core.templates import quarantine, repository
from harkara.core.templates.changes import Effects, apply_changes, carry_out, created
from harkara.core.templates.models import Template
from harkara.core.templates.schemas import SyncResult
from harkara.integrations.whatsapp.client import GraphClient
from harkara.integrations.whatsapp.errors import GraphError
from harkara.integrations.whatsapp.graph_objects import TemplateNode
from harkara.integrations.whatsapp.templates import needs_of
from harkara.kit.clock import Clock
from harkara.kit.crypto import SecretBox
from harkara.kit.db import Database
from harkara.kit.errors import AppError
from harkara.kit.jobs import JobQueue
from harkara.kit.parts import Parts


@dataclass(frozen=True, slots=True)
class _Fetched:
    """What Meta told; `error` means that the list is not complete."""

    nodes: list[TemplateNode]
    error: str | None = None


@dataclass(slots=True)
class _Counts:
    seen: int = 0
    new: int = 0
    changed: int = 0
    inactive: int = 0
    effects: Effects = field(default_factory=Effects)


class TemplateSync:
    """Syncs accounts, one at a time."""

    def __init__(self, database: Database, graph: GraphClient, box: SecretBox, jobs: JobQueue, clock: Clock) -> None:
        self._database = database
        self._graph = graph
        self._box = box
        self._jobs = jobs
        self._clock = clock

    @classmethod
    def of(cls, parts: Parts) -> TemplateSync:
        """Return one that works with the parts of this process."""
        return cls(parts[Database], parts[GraphClient], parts[SecretBox], parts[JobQueue], parts[Clock])

    async def number(self, number_id: int) -> SyncResult:
        """Sync the account of a number; raise NumberNotFoundError, or NumberInactiveError if no token of it is usable."""
        async with self._database.transaction() as session:
            number = await numbers.get_number(session, number_id)
            if number.waba_id not in await accounts.wabas_with_active_number(session):
                raise NumberInactiveError(f"'{number.display_name}' is inactive: {number.inactive_reason}.")
        return await self.waba(number.waba_id)

    async def all(self) -> AsyncIterator[SyncResult]:
        """Sync every account that has an active number, yielding each outcome as it comes."""
        async with self._database.transaction() as session:
            wabas = await accounts.wabas_with_active_number(session)
        for waba_id in wabas:
            yield await self.waba(waba_id)

    async def waba(self, waba_id: str) -> SyncResult:
        """Sync one account; trouble is in the result, not raised."""
        async with self._database.transaction() as session:
            owners = await accounts.numbers_of_waba(session, waba_id)
        fetched = await self._fetch(waba_id, [number for number in owners if number.is_active])
        counts = await self._write(waba_id, fetched)
        return SyncResult(
            waba_id=waba_id,
            number_names=[number.display_name for number in owners],
            seen=counts.seen,
            new=counts.new,
            changed=counts.changed,
            inactive=counts.inactive,
            error=fetched.error,
            finished_at=self._clock.now(),
        )

    async def _fetch(self, waba_id: str, active: Sequence[WhatsAppNumber]) -> _Fetched:
        """Read all pages with the first token that works; a dead one takes its number out of use."""
        error = "No number of this account is active."
        for number in active:
            nodes: list[TemplateNode] = []
            try:
                async for page in self._graph.message_templates(open_token(self._box, number), waba_id):
                    nodes += page
            except GraphError as refused:
                error = f"{refused.title} (error {refused.code}). {refused.advice}"
                if refused.token_expired:
                    await self._deactivate(number, refused)
                if nodes or refused.retryable or refused.throttled:
                    return _Fetched(nodes, error)
            except AppError as trouble:
                error = f"{trouble.title}: {trouble.detail}"
                if nodes:
                    return _Fetched(nodes, error)
            else:
                return _Fetched(nodes)
        return _Fetched([], error)

    async def _deactivate(self, number: WhatsAppNumber, error: GraphError) -> None:
        async with self._database.transaction() as session:
            if await numbers.deactivate(session, number.id, error):
                await self._jobs.defer(session, "campaigns:number_unusable", number_id=number.id, reason=str(error))

    async def _write(self, waba_id: str, fetched: _Fetched) -> _Counts:
        counts = _Counts(seen=len(fetched.nodes))
        is_complete = fetched.error is None
        if not fetched.nodes and not is_complete:
            return counts
        async with self._database.transaction() as session:
            await repository.lock_waba(session, waba_id)
            stored = await repository.stored(session, waba_id, [node.id for node in fetched.nodes])
            await _insert(session, waba_id, [node for node in fetched.nodes if node.id not in stored], counts)
            _update(session, waba_id, fetched.nodes, stored, counts)
            if is_complete:
                _mark_missing(session, fetched.nodes, stored, counts)
                await accounts.note_template_sync(session, waba_id, self._clock.now())
            await carry_out(session, self._jobs, counts.effects)
        return counts


async def _insert(session: AsyncSession, waba_id: str, nodes: Sequence[TemplateNode], counts: _Counts) -> None:
    """Add new templates, in quarantine unless UTILITY. The unit of work writes them in batches of 1,000."""
    new = {node.id: _new_template(waba_id, node) for node in nodes}
    session.add_all(new.values())
    await session.flush()
    session.add_all(created(template, "sync") for template in new.values())
    counts.new = len(new)


def _new_template(waba_id: str, node: TemplateNode) -> Template:
    needs = needs_of(node.components, node.parameter_format)
    reason = quarantine.arrival_reason(node.category)
    values = asdict(node)
    return Template(
        meta_id=values.pop("id"),
        waba_id=waba_id,
        **values,
        variable_count=needs.variable_count,
        header_format=needs.header_format,
        is_active=True,
        is_quarantined=reason is not None,
        quarantine_reason=reason,
    )


def _update(
    session: AsyncSession,
    waba_id: str,
    nodes: Sequence[TemplateNode],
    stored: dict[str, Template],
    counts: _Counts,
) -> None:
    for node in nodes:
        template = stored.get(node.id)
        if template is not None:
            values = {**asdict(node), "waba_id": waba_id, "is_active": True}
            counts.changed += apply_changes(session, template, values, "sync", counts.effects)


def _mark_missing(
    session: AsyncSession, nodes: Sequence[TemplateNode], stored: dict[str, Template], counts: _Counts
) -> None:
    """Mark what Meta no longer lists; our rows stay."""
    listed = {node.id for node in nodes}
    for meta_id, template in stored.items():
        if meta_id not in listed and template.is_active:
            apply_changes(session, template, {"is_active": False}, "sync", counts.effects)
            counts.inactive += 1
