"""What became of claimed messages, and how it is written: many at a time, each kind in one statement, each safe to repeat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.sender.decisions import Again, Decision, Failed, Sent
from harkara.core.sender.queue import QUERIES, Queued, QueuedReply


class Outcome(NamedTuple):
    """What became of a claimed message, and when (wall time)."""

    message: Queued
    decision: Decision
    at: datetime


@dataclass(frozen=True, slots=True)
class Settlement:
    """A message known to be accepted, from our own call or from a status webhook that carries its attempt."""

    id: int
    attempt: int
    wamid: str
    at: datetime


async def settle_sent(session: AsyncSession, settlements: Sequence[Settlement]) -> None:
    """Record acceptances: queue, recipient, ledger and totals together. Recording one twice changes nothing."""
    if settlements:
        await session.execute(
            QUERIES["settle_sent"],
            {
                "contact_ids": [settlement.id for settlement in settlements],
                "attempts": [settlement.attempt for settlement in settlements],
                "wamids": [settlement.wamid for settlement in settlements],
                "sent_at": [settlement.at for settlement in settlements],
            },
        )


async def settle_replies_sent(session: AsyncSession, settlements: Sequence[Settlement]) -> None:
    """Record accepted replies: out of their lane, into the ledger. Recording one twice changes nothing."""
    if settlements:
        await session.execute(
            QUERIES["settle_replies_sent"],
            {
                "ids": [settlement.id for settlement in settlements],
                "wamids": [settlement.wamid for settlement in settlements],
                "sent_at": [settlement.at for settlement in settlements],
            },
        )


async def settle(session: AsyncSession, outcomes: Sequence[Outcome]) -> None:
    """Write outcomes of one kind (see `kind_of`) in one statement. Unresolved ones stay `processing` on purpose."""
    first = outcomes[0]
    is_reply = isinstance(first.message, QueuedReply)
    if isinstance(first.decision, Sent):
        write = settle_replies_sent if is_reply else settle_sent
        await write(session, [_settlement(outcome) for outcome in outcomes])
    elif isinstance(first.decision, Failed):
        query = QUERIES["settle_replies_failed" if is_reply else "settle_failed"]
        await session.execute(query, _claims(outcomes) | _failures(outcomes))
    elif isinstance(first.decision, Again):
        query = QUERIES["hand_back_replies" if is_reply else "hand_back"]
        await session.execute(query, _claims(outcomes) | _pauses(outcomes))


def kind_of(outcome: Outcome) -> tuple[type[Decision], type[Queued]]:
    """Return what outcomes must have in common to be written in one statement."""
    return type(outcome.decision), type(outcome.message)


def _settlement(outcome: Outcome) -> Settlement:
    assert isinstance(outcome.decision, Sent)
    return Settlement(outcome.message.id, outcome.message.attempt, outcome.decision.wamid, outcome.at)


def _claims(outcomes: Sequence[Outcome]) -> dict[str, object]:
    return {
        "ids": [outcome.message.id for outcome in outcomes],
        "claimed_at": [outcome.message.claimed_at for outcome in outcomes],
    }


def _failures(outcomes: Sequence[Outcome]) -> dict[str, object]:
    failures = [outcome.decision for outcome in outcomes if isinstance(outcome.decision, Failed)]
    return {
        "attempts": [outcome.message.attempt for outcome in outcomes],
        "error_codes": [failure.code for failure in failures],
        "error_details": [failure.details for failure in failures],
        "failed_at": [outcome.at for outcome in outcomes],
    }


def _pauses(outcomes: Sequence[Outcome]) -> dict[str, object]:
    pauses = [outcome.decision for outcome in outcomes if isinstance(outcome.decision, Again)]
    return {
        "delays": [pause.delay for pause in pauses],
        "refunds": [int(pause.refund) for pause in pauses],
    }
