"""What customers chose about marketing. Says who may be asked, never what is sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.contacts.repository import QUERIES


@dataclass(frozen=True, slots=True)
class MarketingChoice:
    """A customer stopped marketing messages, or wants them again."""

    contact_id: int
    opted_out: bool
    at: datetime


async def note_choices(session: AsyncSession, choices: Iterable[MarketingChoice]) -> None:
    """Keep each customer's newest choice. The rows are locked already: `identify` found them in this transaction."""
    newest: dict[int, MarketingChoice] = {}
    for choice in sorted(choices, key=lambda choice: (choice.at, choice.opted_out)):
        newest[choice.contact_id] = choice
    if newest:
        await session.execute(
            QUERIES["note_marketing_choices"],
            {
                "ids": list(newest),
                "opted_out": [choice.opted_out for choice in newest.values()],
                "at": [choice.at for choice in newest.values()],
            },
        )
