"""What Meta says about numbers: an upgrade counts at once and is told once, every event has the number read anew."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text
from tests.core.numbers.platform import deferred
from tests.factories import WABA, make_number
from tests.features.webhooks import inbox
from tests.features.webhooks.meta_events import number_event

from harkara.core.numbers.models import WhatsAppNumber
from harkara.kit.db import Database

PHONE = "+91 98765 43210"
DIGITS = "919876543210"


async def receive(database: Database, value: Any, *, waba: str = WABA) -> None:
    await inbox.receive(database, number_event(value, waba=waba))


async def make(database: Database, **values: object) -> int:
    async with database.transaction() as session:
        found = {"display_phone_number": PHONE, "throughput_level": "STANDARD", "display_name": "Orders", **values}
        return (await make_number(session, **found)).id


async def level(database: Database, number_id: int) -> str | None:
    async with database.transaction() as session:
        return (await session.get_one(WhatsAppNumber, number_id)).throughput_level


async def told(database: Database) -> list[str]:
    async with database.transaction() as session:
        return list(await session.scalars(text("SELECT message FROM notifications ORDER BY id")))


async def test_an_upgrade_counts_at_once_and_is_told_once_however_often_it_comes(database: Database) -> None:
    number_id, other = await make(database), await make(database, display_phone_number="+91 98765 43211")

    for _ in range(3):
        await receive(database, {"display_phone_number": DIGITS, "event": "THROUGHPUT_UPGRADE"})

    assert (await level(database, number_id), await level(database, other)) == ("HIGH", "STANDARD")
    assert await told(database) == ["Meta allows number Orders now 1,000 messages a second (throughput level HIGH)."]
    assert await deferred(database, "numbers:refresh") == [{"number_id": number_id}]


@pytest.mark.parametrize("event", ["ONBOARDING", "FLAGGED", "SOMETHING_NEW", None, 7])
async def test_any_other_event_only_has_the_number_read(database: Database, event: object) -> None:
    number_id = await make(database)
    await receive(database, {"display_phone_number": DIGITS, "event": event, "current_limit": "TIER_2K", "new": {}})
    assert await level(database, number_id) == "STANDARD"
    assert await told(database) == []
    assert await deferred(database, "numbers:refresh") == [{"number_id": number_id}]


@pytest.mark.parametrize("value", [{}, {"event": "THROUGHPUT_UPGRADE"}, None, "text", [1]])
async def test_without_the_number_all_of_the_account_are_read_and_none_is_upgraded(
    database: Database, value: object
) -> None:
    ids = [await make(database), await make(database, display_phone_number=None)]
    await make(database, is_active=False)
    await make(database, waba_id="777777777")
    await receive(database, value)
    assert await deferred(database, "numbers:refresh") == [{"number_id": number_id} for number_id in ids]
    assert await level(database, ids[0]) == "STANDARD"


async def test_a_number_that_is_not_ours_changes_nothing(database: Database) -> None:
    await make(database)
    await receive(database, {"display_phone_number": "15550001111", "event": "THROUGHPUT_UPGRADE"})
    await receive(database, {"display_phone_number": DIGITS, "event": "THROUGHPUT_UPGRADE"}, waba="777777777")
    assert await deferred(database, "numbers:refresh") == []
    assert await told(database) == []
