"""The send queue as one runner sees it: claim, settle, hand back. Every write carries the runner's epoch (fencing)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.sender.decisions import Again, Decision, Failed, Sent
from harkara.kit.db import Database
from harkara.kit.queries import load_queries

QUERIES = load_queries(__file__)


@dataclass(frozen=True, slots=True)
class QueuedMessage:
    """One message a runner has claimed, with all that is needed to send it."""

    contact_id: int
    campaign_id: int
    batch_id: int
    attempt: int
    phone: str
    media_url: str | None
    variables: list[str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a claimed message, and when (wall time)."""

    message: QueuedMessage
    decision: Decision
    at: datetime


@dataclass(frozen=True, slots=True)
class Settlement:
    """A message known to be accepted, from our own call or from a status webhook that carries its attempt."""

    contact_id: int
    attempt: int
    wamid: str
    at: datetime


class NumberQueue:
    """The queue of one number, held under one epoch."""

    def __init__(self, database: Database, number_id: int, epoch: int) -> None:
        self._database = database
        self._number_id = number_id
        self._epoch = epoch

    async def claim(self, limit: int) -> list[QueuedMessage]:
        """Take up to `limit` messages of the running campaign; none when it was stopped or the number was taken over."""
        async with self._database.transaction() as session:
            rows = await session.execute(
                QUERIES["claim"], {"number_id": self._number_id, "epoch": self._epoch, "limit": limit}
            )
            return [QueuedMessage(*row) for row in rows]

    async def seconds_until_ready(self) -> float | None:
        """Return the seconds until the next retry is due, or None when only others could bring new work."""
        async with self._database.transaction() as session:
            seconds = await session.scalar(QUERIES["seconds_until_ready"], {"number_id": self._number_id})
            return None if seconds is None else float(seconds)

    async def record(self, outcomes: Sequence[Outcome]) -> None:
        """Write what became of these messages, in one transaction. Unresolved ones stay `processing` on purpose."""
        async with self._database.transaction() as session:
            await settle_sent(session, [_settlement(outcome) for outcome in outcomes if _is_sent(outcome)])
            await self._settle_failed(
                session, [outcome for outcome in outcomes if isinstance(outcome.decision, Failed)]
            )
            await self._hand_back(session, [outcome for outcome in outcomes if isinstance(outcome.decision, Again)])

    async def _settle_failed(self, session: AsyncSession, outcomes: Sequence[Outcome]) -> None:
        if not outcomes:
            return
        failures = [outcome.decision for outcome in outcomes if isinstance(outcome.decision, Failed)]
        await session.execute(
            QUERIES["settle_failed"],
            {
                "contact_ids": [outcome.message.contact_id for outcome in outcomes],
                "attempts": [outcome.message.attempt for outcome in outcomes],
                "error_codes": [failure.code for failure in failures],
                "error_details": [failure.details for failure in failures],
                "failed_at": [outcome.at for outcome in outcomes],
                "epoch": self._epoch,
            },
        )

    async def _hand_back(self, session: AsyncSession, outcomes: Sequence[Outcome]) -> None:
        if not outcomes:
            return
        pauses = [outcome.decision for outcome in outcomes if isinstance(outcome.decision, Again)]
        await session.execute(
            QUERIES["hand_back"],
            {
                "contact_ids": [outcome.message.contact_id for outcome in outcomes],
                "delays": [pause.delay for pause in pauses],
                "refunds": [int(pause.refund) for pause in pauses],
                "epoch": self._epoch,
            },
        )


async def settle_sent(session: AsyncSession, settlements: Sequence[Settlement]) -> None:
    """Record acceptances: queue, recipient, ledger and totals together. Recording one twice changes nothing."""
    if not settlements:
        return
    await session.execute(
        QUERIES["settle_sent"],
        {
            "contact_ids": [settlement.contact_id for settlement in settlements],
            "attempts": [settlement.attempt for settlement in settlements],
            "wamids": [settlement.wamid for settlement in settlements],
            "sent_at": [settlement.at for settlement in settlements],
        },
    )


def _is_sent(outcome: Outcome) -> bool:
    return isinstance(outcome.decision, Sent)


def _settlement(outcome: Outcome) -> Settlement:
    assert isinstance(outcome.decision, Sent)
    return Settlement(outcome.message.contact_id, outcome.message.attempt, outcome.decision.wamid, outcome.at)
