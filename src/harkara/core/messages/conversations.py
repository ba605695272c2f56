"""Moves conversations up when messages are stored, and removes those that retention has emptied.

What our own sends move is part of the statements that record them (`core/sender/queries.sql`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.kit.queries import load_queries

QUERIES = load_queries(__file__)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A message between a customer and one of our numbers, whoever wrote it."""

    contact_id: int
    number_id: int
    at: datetime


async def move_conversations(session: AsyncSession, exchanges: Sequence[Exchange]) -> None:
    """Open or move up the conversations of stored messages, in their transaction; order and repetition do not matter.

    It locks conversations, which come after messages and before campaigns and days (docs/message-lifecycle.md).
    """
    if exchanges:
        await session.execute(
            QUERIES["move_conversations"],
            {
                "contact_ids": [exchange.contact_id for exchange in exchanges],
                "number_ids": [exchange.number_id for exchange in exchanges],
                "times": [exchange.at for exchange in exchanges],
            },
        )


async def drop_conversations(session: AsyncSession, before: datetime, limit: int) -> int:
    """Remove up to `limit` conversations in which nothing was said since `before`; return how many. Their messages are gone."""
    result = await session.execute(QUERIES["drop_conversations"], {"before": before, "limit": limit})
    return cast("CursorResult[Any]", result).rowcount
