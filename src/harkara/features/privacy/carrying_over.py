"""Erasures that were made after a backup are made again in what was restored from it: who was erased stays erased.

They are read from the database that the restored one replaces. Who it was is found by the fingerprints only, because nothing
else is kept of them (ADR 0020).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.contacts.erased import hold_events
from harkara.core.contacts.models import Contact
from harkara.core.contacts.repository import lock_customers
from harkara.core.contacts.service import REPOINT_JOB, repoint
from harkara.features.privacy.models import Erasure
from harkara.features.privacy.repository import QUERIES
from harkara.features.privacy.service import erase_again
from harkara.kit.clock import Clock
from harkara.kit.crypto import SecretBox

SLACK = timedelta(minutes=5)
"""An erasure may have been committed some time after the moment it gives."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a database knows of those who were erased."""

    erasures: Sequence[Erasure]
    fingerprints: dict[bytes, Row[Any]]


async def remembered(session: AsyncSession) -> Remembered:
    """Read what this database remembers."""
    erasures = (await session.scalars(select(Erasure).order_by(Erasure.id))).all()
    return Remembered(erasures, {row.fingerprint: row for row in await session.execute(QUERIES["erased_ids"])})


async def carry_over(
    session: AsyncSession, box: SecretBox, clock: Clock, former: Remembered, taken_at: datetime
) -> int:
    """Erase here who was erased in the former database after the backup was taken; return how many customers went.

    In one transaction of a database that nobody uses yet, whose queue holds no claim, and before any customer is made in it: only
    those of the backup have the row numbers they had.
    """
    here = await remembered(session)
    done = {erasure.contact_id for erasure in here.erasures}
    later = {erasure.contact_id: erasure for erasure in former.erasures if erasure.contact_id not in done}
    if not later:
        return 0
    prints = {mark: row for mark, row in former.fingerprints.items() if mark not in here.fingerprints}
    await hold_events(session)
    await lock_customers(session)
    await _end_merges(session)
    await session.execute(QUERIES["leave_out_erased"], {"highest": max(later)})
    found = set(await session.scalars(select(Contact.id).where(Contact.id.in_(later))))
    found |= await _customers(session, box, prints, taken_at - SLACK)
    for contact_id in sorted(found):
        await erase_again(session, box, clock, contact_id)
    await _remember(session, prints, [erasure for id_, erasure in later.items() if id_ not in found], clock.now())
    return len(found)


async def _customers(session: AsyncSession, box: SecretBox, prints: dict[bytes, Row[Any]], since: datetime) -> set[int]:
    """Return who of the customers and recipients here was erased.

    An id that its owner gave up before the backup may be somebody else's here: it counts only if it was theirs until then.
    """
    theirs = {mark for mark, row in prints.items() if row.until is None or row.until >= since}

    def is_erased(value: str | None) -> bool:
        return value is not None and not theirs.isdisjoint(box.fingerprints(value))

    customers = await session.execute(QUERIES["customers_ids"])
    found = {row.id for row in customers if is_erased(row.wa_id) or is_erased(row.bsuid)}
    phones = [f"91{tail}" for tail in await session.scalars(QUERIES["recipients_tails"]) if is_erased(f"91{tail}")]
    if phones:  # they may have become customers only after the backup
        await session.execute(QUERIES["become_customers"], {"phones": phones})
        found |= set(await session.scalars(QUERIES["ids_of"], {"phones": phones}))
    return found


async def _end_merges(session: AsyncSession) -> None:
    """Move what waits to be moved from one row of a customer to the other, so that erasing finds all of it."""
    merges = (await session.execute(QUERIES["waiting_merges"], {"job": REPOINT_JOB})).all()
    for merge in merges:
        await repoint(session, merge.absorbed, merge.survivor)
    await session.execute(QUERIES["end_merges"], {"ids": [merge.id for merge in merges]})


async def _remember(
    session: AsyncSession, prints: dict[bytes, Row[Any]], erasures: Iterable[Erasure], now: datetime
) -> None:
    """Keep the fingerprints, for events of theirs that are delivered again, and the proof of those who were not here at all."""
    if prints:
        await session.execute(
            QUERIES["carry_erased"],
            {
                "fingerprints": list(prints),
                "until": [row.until for row in prints.values()],
                "erased_at": [row.erased_at for row in prints.values()],
            },
        )
    for erasure in erasures:
        values = {
            name: getattr(erasure, name) for name in ("contact_id", "erased_at", "messages", "campaign_rows", "dropped")
        }
        session.add(Erasure(**values, last_event_id=0, swept_at=erasure.swept_at or now))
    await session.flush()
