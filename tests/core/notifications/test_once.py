"""A fact is told once, however many tell it; each kind of entry leads to the page that shows the thing."""

from __future__ import annotations

import asyncio

from sqlalchemy import select
from tests.factories import make_number

from harkara.core.notifications.models import Notification
from harkara.core.notifications.news import NumberActive
from harkara.core.notifications.service import notify
from harkara.core.numbers import service as numbers
from harkara.integrations.whatsapp.errors import classify
from harkara.kit.db import Database


async def tell(database: Database, fact: str | None, title: str = "Completed") -> bool:
    async with database.transaction() as session:
        return await notify(session, NumberActive(number="Orders"), title=title, message="", fact=fact) is not None


async def titles(database: Database) -> list[str]:
    async with database.transaction() as session:
        return list(await session.scalars(select(Notification.title).order_by(Notification.id)))


async def test_tellers_at_the_same_moment(database: Database) -> None:
    told = await asyncio.gather(*(tell(database, "campaign_completed:7") for _ in range(5)))
    assert sorted(told) == [False, False, False, False, True]
    assert len(await titles(database)) == 1


async def test_other_facts_and_no_facts_are_told(database: Database) -> None:
    assert [await tell(database, fact) for fact in ("a", "b", None, None)] == [True] * 4


async def test_what_was_rolled_back_may_be_told_by_the_next(database: Database) -> None:
    async with database.sessions() as session, session.begin() as transaction:
        await notify(session, NumberActive(number="Orders"), title="Never", message="", fact="a")
        await transaction.rollback()
    assert await tell(database, "a")
    assert await titles(database) == ["Completed"]


async def test_a_token_that_fails_a_thousand_sends_is_told_once(database: Database) -> None:
    async with database.transaction() as session:
        number = await make_number(session, display_name="Orders")
    dead = classify(401, b'{"error":{"code":190,"message":"expired"}}')

    async def refused() -> None:
        for _ in range(20):
            async with database.transaction() as session:
                await numbers.deactivate(session, number.id, dead)

    await asyncio.gather(*(refused() for _ in range(5)))
    async with database.transaction() as session:
        (told,) = await session.scalars(select(Notification))
    assert told.message == "WhatsApp number Orders token expired, please update"
    assert (told.type, told.action_url, told.related_entity_type, told.related_entity_id) == (
        "number_token_expired",
        "/numbers",
        "number",
        number.id,
    )
