"""Exhaustive: every order of every set of statuses, doubled anywhere, cut into batches anywhere, before or after our own record."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import text
from tests.clocks import START
from tests.core.messages.ledger import LATER, report, rows, send, status, sums
from tests.factories import make_campaign

from harkara.core.messages.statuses import apply_parked, give_up
from harkara.kit.db import Database

Batch = tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """One way in which the statuses of one message may arrive."""

    batches: tuple[Batch, ...]

    @property
    def names(self) -> frozenset[str]:
        return frozenset(itertools.chain.from_iterable(self.batches))


def cuts(order: Batch) -> Iterator[tuple[Batch, ...]]:
    """Yield every way to cut a sequence into batches."""
    for chosen in itertools.product((False, True), repeat=len(order) - 1):
        places = [0, *[place for place, cut in enumerate(chosen, 1) if cut], len(order)]
        yield tuple(order[start:end] for start, end in itertools.pairwise(places))


def cases(*, doubled: bool) -> list[Case]:
    """Return every arrival of every set of statuses; doubled: also with any one of them coming twice."""
    found: dict[Case, None] = {}
    for size in range(1, 5):
        for names in itertools.combinations(LATER, size):
            for extra in [(), *[(name,) for name in names if doubled]]:
                for order in set(itertools.permutations(names + extra)):
                    found |= dict.fromkeys(Case(batches) for batches in cuts(order))
    return list(found)


ORDERS = cases(doubled=False)
DOUBLED = cases(doubled=True)


def test_the_cases_are_all_there_are() -> None:
    # 4 of size 1, 12 orders in 2 cuts, 24 in 4, 24 in 8; the same again with each doubled at every place.
    assert len(ORDERS) == 4 + 12 * 2 + 24 * 4 + 24 * 8
    assert len(DOUBLED) == len(ORDERS) + 4 * 2 + 6 * 2 * 3 * 4 + 4 * 3 * 12 * 8 + 4 * 60 * 16


async def arrive(database: Database, wamids: list[str], arrivals: list[Case], rounds: range) -> None:
    """Let the batches of these rounds arrive, those of all messages together."""
    for number in rounds:
        await report(
            database,
            *(
                status(wamid, name)
                for wamid, case in zip(wamids, arrivals, strict=True)
                if number < len(case.batches)
                for name in case.batches[number]
            ),
        )


async def check(database: Database, arrivals: list[Case]) -> None:
    """Compare every message, recipient, log and total with what the set of statuses alone says."""
    found = await rows(
        database,
        """SELECT c.status, c.delivered_at, c.read_at, c.failed_at, c.error_code, c.error_details, c.sent_at,
                  m.status, m.delivered_at, m.read_at, m.failed_at, m.error_code, m.error_details, m.created_at,
                  ARRAY(SELECT l.status FROM message_status_logs l WHERE l.wamid = m.wamid ORDER BY l.occurred_at)
           FROM campaign_contacts c JOIN messages m ON m.campaign_contact_id = c.id ORDER BY c.id""",
    )
    for row, case in zip(found, arrivals, strict=True):
        expected = outcome(case.names)
        assert row[:7] == row[7:14] == (*expected, START), case
        assert row[14] == sorted(case.names, key=LATER.__getitem__), case
    delivered = sum(bool({"delivered", "read"} & case.names) for case in arrivals)
    read, failed = (sum(name in case.names for case in arrivals) for name in ("read", "failed"))
    assert await sums(database) == {
        "sent": len(arrivals),
        "delivered": delivered,
        "read": read,
        "failed": failed,
        "refused": 0,
    }


def outcome(names: frozenset[str]) -> tuple[object, ...]:
    """Return what must come of a message of which Meta has reported these statuses, in whatever way."""

    def moment(*wanted: str) -> object:
        reported = [LATER[name] for name in wanted if name in names]
        return START + timedelta(seconds=min(reported)) if reported else None

    failed = "failed" in names
    return (
        max(names, key=list(LATER).index),
        moment("delivered", "read"),
        moment("read"),
        moment("failed"),
        131026 if failed else None,
        "why" if failed else None,
    )


async def test_every_arrival_of_every_set_ends_the_same(database: Database) -> None:
    made = await make_campaign(database, recipients=len(DOUBLED), state="processing")
    wamids = await send(database, made.contact_ids)

    await arrive(database, wamids, DOUBLED, range(5))

    await check(database, DOUBLED)


@pytest.mark.parametrize("recorded_after", range(5))
async def test_it_makes_no_difference_when_our_own_send_is_recorded(database: Database, recorded_after: int) -> None:
    """After 1 to 4 batches (H5), or before any; what came earlier is parked and found."""
    made = await make_campaign(database, recipients=len(ORDERS), state="processing")
    wamids = [f"wamid.{contact_id}" for contact_id in made.contact_ids]

    await arrive(database, wamids, ORDERS, range(recorded_after))
    assert (await sums(database))["delivered"] == 0
    await send(database, made.contact_ids)
    await arrive(database, wamids, ORDERS, range(recorded_after, 4))
    async with database.transaction() as session:
        await session.execute(text("UPDATE message_status_logs SET received_at = now()"))
        await apply_parked(session)

    await check(database, ORDERS)


async def test_the_last_look_finds_whatever_the_first_ones_missed(database: Database) -> None:
    made = await make_campaign(database, recipients=len(ORDERS), state="processing")
    wamids = [f"wamid.{contact_id}" for contact_id in made.contact_ids]

    await arrive(database, wamids, ORDERS, range(4))
    await send(database, made.contact_ids)
    async with database.transaction() as session:
        await session.execute(text("UPDATE message_status_logs SET received_at = now() - interval '11 minutes'"))
        assert await apply_parked(session) == 0
        assert (await give_up(session)).applied == sum(len(case.names) for case in ORDERS)

    await check(database, ORDERS)
