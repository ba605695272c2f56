"""Remembers who was erased, without remembering them, and keeps erasing and the processing of events apart.

An event is applied with the word of every erasure that is committed; an erasure begins when no event is being applied. So
nothing that was erased can be written again by an event that was read a moment before.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.contacts.repository import QUERIES
from harkara.kit.crypto import SecretBox


async def hold_events(session: AsyncSession) -> None:
    """Wait until no event is being applied, and let none begin until this transaction ends."""
    await session.execute(QUERIES["hold_events"])


async def hold_erasing(session: AsyncSession) -> bool:
    """Let nobody be erased until this transaction ends; return whether anybody has been, of late."""
    await session.execute(QUERIES["hold_erasing"])
    return bool(await session.scalar(QUERIES["has_erased"]))


async def remember(session: AsyncSession, box: SecretBox, ids: Mapping[str, datetime | None], at: datetime) -> None:
    """Keep fingerprints of these ids; what is told of one up to its time counts no more, without a time nothing does."""
    await session.execute(
        QUERIES["remember_erased"],
        {
            "fingerprints": [box.fingerprints(value)[0] for value in ids],
            "until": list(ids.values()),
            "erased_at": at,
        },
    )


async def erased_until(session: AsyncSession, box: SecretBox, ids: Collection[str]) -> dict[str, datetime | None]:
    """Return those of the ids that were erased, each with the time up to which."""
    by_print = {fingerprint: value for value in ids for fingerprint in box.fingerprints(value)}
    rows = await session.execute(QUERIES["find_erased"], {"fingerprints": list(by_print)})
    return {by_print[row.fingerprint]: row.until for row in rows}
