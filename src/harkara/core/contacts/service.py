"""Customers by what Meta tells of them: one row per person, whichever of their ids an event carries and in whatever order.

Call it in a transaction that does little else: it holds the customers' lock until the end.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.contacts import repository
from harkara.core.contacts.identity import Evidence
from harkara.kit.jobs import JobQueue

REPOINT_JOB = "contacts:repoint"
REPOINT_AFTER = 90
"""Seconds after a merge: a statement ends within 60 (kit/db.py), so nobody writes with the merged row's id any more."""


async def identify(session: AsyncSession, jobs: JobQueue, evidence: Sequence[Evidence]) -> list[int]:
    """Return the customer's row for each piece of evidence, made, merged and brought up to date as it tells."""
    if not evidence:
        return []
    await repository.lock_customers(session)
    try:
        async with session.begin_nested():
            return await _identify(session, jobs, evidence)
    except IntegrityError:
        # A campaign has just made a customer of an id that someone takes over here; now its row is seen.
        return await _identify(session, jobs, evidence)


async def repoint(session: AsyncSession, absorbed: int, survivor: int) -> None:
    """Point what was written to a merged row while it was merged to the row it was merged into."""
    await repository.repoint(session, absorbed, survivor)


async def _identify(session: AsyncSession, jobs: JobQueue, evidence: Sequence[Evidence]) -> list[int]:
    people = await repository.load(session, {value for each in evidence for value in each.ids})
    order = sorted(range(len(evidence)), key=lambda place: evidence[place].at)
    learned = {place: people.learn(evidence[place]) for place in order}
    stored = [person for person in people.touched if person.id is not None]
    new = [person for person in people.touched if person.id is None]
    merged = await repository.absorb(session, stored)
    await repository.move(session, [person for person in people.moved if person.id is not None])
    await repository.insert(session, new)
    await repository.update(session, stored)
    await repository.keep_former_ids(session, people.retired, people.returned)
    for absorbed, survivor in merged:
        await jobs.defer(session, REPOINT_JOB, in_seconds=REPOINT_AFTER, absorbed=absorbed, survivor=survivor)
    return [repository.row_id(learned[place].finally_()) for place in range(len(evidence))]
