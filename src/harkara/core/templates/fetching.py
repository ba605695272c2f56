"""Asks Meta for templates with whichever token of the account works, and stops in good time before its limits.

A dead token takes its number out of use. Writes nothing else; no transaction is open while Meta is asked.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from harkara.core.numbers import service as numbers
from harkara.core.numbers.activity import UNUSABLE_JOB
from harkara.core.numbers.credentials import open_token
from harkara.core.numbers.models import WhatsAppNumber
from harkara.integrations.whatsapp.client import GraphClient
from harkara.integrations.whatsapp.errors import GraphError, QuotaNearlyUsedError
from harkara.integrations.whatsapp.graph_objects import TemplateNode
from harkara.kit.clock import Clock
from harkara.kit.crypto import SecretBox
from harkara.kit.db import Database
from harkara.kit.errors import AppError
from harkara.kit.jobs import JobQueue
from harkara.kit.parts import Parts
from harkara.kit.wording import ist

BUSY_PERCENT: Final = 80
"""Of an account's hourly management calls. The rest is left to those who connect numbers and look at them."""
BACK_OFF: Final = timedelta(minutes=15)
"""Where Meta does not say how long: it only does once a limit is reached. A quarter of the hour its limits roll over."""

Progress = Callable[[int], Awaitable[None]]
Reading = Callable[[str, dict[str, TemplateNode]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What Meta told; `error` means that the list is not complete, `retry_after` that Meta wants to be left alone."""

    nodes: list[TemplateNode]
    error: str | None = None
    retry_after: datetime | None = None
    may_help_later: bool = False
    """Whether the very same question may be answered in some minutes."""


class TemplateFetcher:
    """Reads from Meta on behalf of accounts."""

    def __init__(self, database: Database, graph: GraphClient, box: SecretBox, jobs: JobQueue, clock: Clock) -> None:
        self._database = database
        self._graph = graph
        self._box = box
        self._jobs = jobs
        self._clock = clock

    @classmethod
    def of(cls, parts: Parts) -> TemplateFetcher:
        """Return one that works with the parts of this process."""
        return cls(parts[Database], parts[GraphClient], parts[SecretBox], parts[JobQueue], parts[Clock])

    async def all(self, waba_id: str, owners: Sequence[WhatsAppNumber], progress: Progress) -> Fetched:
        """Read all pages of an account; what came before an interruption is in the answer."""

        async def read(token: str, nodes: dict[str, TemplateNode]) -> None:
            async for page in self._graph.message_templates(token, waba_id, busy_percent=BUSY_PERCENT):
                nodes |= {node.id: node for node in page}
                await progress(len(nodes))

        return await self._with_a_token(waba_id, owners, read)

    async def one(self, waba_id: str, owners: Sequence[WhatsAppNumber], meta_id: str) -> Fetched:
        """Read one template; it is an error when Meta does not know it."""

        async def read(token: str, nodes: dict[str, TemplateNode]) -> None:
            nodes[meta_id] = await self._graph.message_template(token, meta_id)

        return await self._with_a_token(waba_id, owners, read)

    async def _with_a_token(self, waba_id: str, owners: Sequence[WhatsAppNumber], read: Reading) -> Fetched:
        """Ask with the token of each active number in turn, until one is answered or asking on helps nobody."""
        fetched = Fetched([], "No number of this account is active.")
        for number in owners:
            if not number.is_active:
                continue
            nodes: dict[str, TemplateNode] = {}
            try:
                await read(open_token(self._box, number), nodes)
            except GraphError as refused:
                fetched = self._refused(waba_id, list(nodes.values()), refused)
                if refused.token_expired:
                    # The next number's token may read it all, so what this one brought is not enough.
                    await self._deactivate(number, refused)
                    continue
            except QuotaNearlyUsedError as busy:
                return self._to_be_left_alone(waba_id, list(nodes.values()), busy.detail)
            except AppError as trouble:
                fetched = Fetched(list(nodes.values()), f"{trouble.title}: {trouble.detail}", may_help_later=True)
            else:
                return Fetched(
                    list(nodes.values()), retry_after=self._until(waba_id) if self._is_busy(waba_id) else None
                )
            if fetched.nodes or fetched.may_help_later:
                return fetched
        return fetched

    def _refused(self, waba_id: str, nodes: list[TemplateNode], refused: GraphError) -> Fetched:
        if refused.throttled:
            return self._to_be_left_alone(waba_id, nodes, f"{refused.title} (error {refused.code}).")
        told = f"{refused.title} (error {refused.code}). {refused.advice}"
        return Fetched(nodes, told, may_help_later=refused.retryable)

    def _to_be_left_alone(self, waba_id: str, nodes: list[TemplateNode], why: str) -> Fetched:
        until = self._until(waba_id)
        return Fetched(nodes, f"{why} {possible_again(until)}", until, may_help_later=True)

    def _is_busy(self, waba_id: str) -> bool:
        usage = self._graph.usage.get(waba_id)
        return usage is not None and usage.percent >= BUSY_PERCENT

    def _until(self, waba_id: str) -> datetime:
        usage = self._graph.usage.get(waba_id)
        told = 0 if usage is None else usage.minutes_to_regain
        return self._clock.now() + (timedelta(minutes=told) if told else BACK_OFF)

    async def _deactivate(self, number: WhatsAppNumber, error: GraphError) -> None:
        async with self._database.transaction() as session:
            # Only under the epoch the token was read with: one that was renewed meanwhile is not the refused one.
            if await numbers.deactivate(session, number.id, error, epoch=number.runner_epoch):
                await self._jobs.defer(session, UNUSABLE_JOB, number_id=number.id, reason=str(error))


def possible_again(until: datetime) -> str:
    """Return the sentence that says when Meta may be asked again."""
    return f"The next sync of this account is possible from {ist(until)} on."
