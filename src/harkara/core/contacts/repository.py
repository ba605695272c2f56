"""Rows of customers, many at a time. The customers' lock is held by the caller."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.contacts.identity import Former, People, Person
from harkara.kit.queries import load_queries

QUERIES = load_queries(__file__)


async def lock_customers(session: AsyncSession) -> None:
    """Keep every other process from deciding who is who until this transaction ends."""
    await session.execute(QUERIES["lock_customers"])


async def load(session: AsyncSession, ids: Collection[str]) -> People:
    """Return everyone who has one of these ids or had it before."""
    wanted = {"ids": list(ids)}
    customers = await session.execute(QUERIES["load_customers"], wanted)
    persons = [Person(**row) for row in customers.mappings()]
    former = await session.execute(QUERIES["load_former_ids"], wanted)
    return People(persons, [(row.value, row.contact_id, row.retired_at) for row in former])


async def absorb(session: AsyncSession, persons: Sequence[Person]) -> list[tuple[int, int]]:
    """Remove the rows that turned out to be these persons; return what was merged into what."""
    pairs = [(absorbed, row_id(person)) for person in persons for absorbed in person.absorbed]
    if pairs:
        await session.execute(
            QUERIES["absorb"],
            {"absorbed": [absorbed for absorbed, _ in pairs], "survivors": [survivor for _, survivor in pairs]},
        )
    return pairs


async def move(session: AsyncSession, persons: Sequence[Person]) -> None:
    """Write the changed ids of persons that have a row."""
    if not persons:
        return
    ids = [row_id(person) for person in persons]
    await session.execute(QUERIES["free_ids"], {"ids": ids})
    await session.execute(
        QUERIES["take_ids"],
        {
            "ids": ids,
            "wa_ids": [person.wa_id for person in persons],
            "bsuids": [person.bsuid for person in persons],
        },
    )


async def insert(session: AsyncSession, persons: Sequence[Person]) -> None:
    """Make rows of new persons and give them their ids."""
    if not persons:
        return
    rows = await session.execute(
        QUERIES["insert_customers"],
        {
            "wa_ids": [person.wa_id for person in persons],
            "bsuids": [person.bsuid for person in persons],
            **_facts(persons),
        },
    )
    made = {(row.wa_id, row.bsuid): row.id for row in rows}
    for person in persons:
        person.id = made[person.wa_id, person.bsuid]


async def update(session: AsyncSession, persons: Sequence[Person]) -> None:
    """Write what is known of persons that have a row, except their ids."""
    if not persons:
        return
    await session.execute(
        QUERIES["update_customers"],
        {
            "ids": [row_id(person) for person in persons],
            "reply_counts": [person.reply_count for person in persons],
            "opted_out": [person.marketing_opted_out for person in persons],
            "opted_out_at": [person.marketing_opted_out_at for person in persons],
            **_facts(persons),
        },
    )


async def keep_former_ids(session: AsyncSession, retired: dict[str, Former], returned: Collection[str]) -> None:
    """Remember ids that were given up, forget those that are current again."""
    if retired:
        await session.execute(
            QUERIES["retire_ids"],
            {
                "values": list(retired),
                "contact_ids": [row_id(former.person) for former in retired.values()],
                "retired_at": [former.retired_at for former in retired.values()],
            },
        )
    if returned:
        await session.execute(QUERIES["forget_former_ids"], {"values": list(returned)})


async def repoint(session: AsyncSession, absorbed: int, survivor: int) -> None:
    """Point what still points to a merged row to its survivor."""
    await session.execute(QUERIES["repoint"], {"absorbed": absorbed, "survivor": survivor})


def _facts(persons: Sequence[Person]) -> dict[str, object]:
    return {
        "wa_id_at": [person.wa_id_at for person in persons],
        "bsuid_at": [person.bsuid_at for person in persons],
        "profile_names": [person.profile_name for person in persons],
        "usernames": [person.username for person in persons],
        "last_inbound_at": [person.last_inbound_at for person in persons],
    }


def row_id(person: Person) -> int:
    """Return the row of a person that has one."""
    assert person.id is not None
    return person.id
