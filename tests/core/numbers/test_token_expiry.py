"""The end of an access token is known when it is connected or read anew, and told 7 days and 1 day before, once each."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from tests.clocks import START
from tests.core.numbers.platform import sealed
from tests.factories import make_number
from tests.integrations.sandbox_server import NUMBER, TOKEN, SandboxControl
from tests.serving import Web

from harkara.core.notifications.models import Notification
from harkara.core.numbers.models import WhatsAppNumber
from harkara.core.numbers.refresh import NumberRefresh
from harkara.core.numbers.token_expiry import warn_of_expiring
from harkara.kit.db import Database
from harkara.kit.parts import Parts

ENDS = START + timedelta(days=30)


async def make(database: Database, expires_at: datetime | None, **values: object) -> int:
    async with database.transaction() as session:
        number = await make_number(session, display_name="Orders", token_expires_at=expires_at, **values)
        return number.id


async def told(database: Database, *moments: datetime) -> list[str]:
    """What the daily job tells at these moments."""
    for moment in moments:
        async with database.transaction() as session:
            await warn_of_expiring(session, moment)
    async with database.transaction() as session:
        return list(await session.scalars(select(Notification.title).order_by(Notification.id)))


async def test_once_within_7_days_and_once_within_1(database: Database) -> None:
    await make(database, ENDS)
    days = [ENDS - timedelta(days=left) for left in (9, 8, 7, 6, 5, 2, 1)] + [ENDS - timedelta(hours=2)]
    assert await told(database, *days, *days) == [
        "The access token of Orders expires in 7 days",
        "The access token of Orders expires in 24 h 0 min",
    ]


async def test_one_found_within_its_last_day_is_told_once(database: Database) -> None:
    await make(database, ENDS)
    assert await told(database, ENDS - timedelta(hours=3), ENDS + timedelta(hours=1)) == [
        "The access token of Orders expires in 3 h 0 min"
    ]


async def test_a_new_token_is_told_of_again_and_endless_and_inactive_ones_never(database: Database) -> None:
    number_id = await make(database, ENDS)
    await make(database, None)
    await make(database, ENDS, is_active=False)
    assert len(await told(database, ENDS - timedelta(days=3))) == 1
    async with database.transaction() as session:
        (await session.get_one(WhatsAppNumber, number_id)).token_expires_at = ENDS + timedelta(days=60)
    assert len(await told(database, ENDS - timedelta(days=2))) == 1
    assert len(await told(database, ENDS + timedelta(days=55))) == 2


@pytest.mark.parametrize("never", [True, False])
async def test_known_from_the_connection_on(web: Web, sandbox: SandboxControl, never: bool) -> None:
    await sandbox.post("config", token_expires_at=0 if never else int(ENDS.timestamp()))
    new = {"display_name": "Orders", "phone_number_id": NUMBER, "access_token": TOKEN}
    shown = (await web.call("POST", "/api/numbers", json_body=new)).body
    assert shown["token_expires_at"] == (None if never else ENDS.isoformat().replace("+00:00", "Z"))


async def test_the_hourly_reading_learns_it_and_trouble_forgets_nothing(
    database: Database, parts: Parts, sandbox: SandboxControl
) -> None:
    number_id = await make(database, None, phone_number_id=NUMBER, access_token_encrypted=sealed(NUMBER, TOKEN))
    await sandbox.post("config", token_expires_at=int(ENDS.timestamp()))
    await NumberRefresh.of(parts).one(number_id)
    await sandbox.fault("error", code=2, skip=1)
    await NumberRefresh.of(parts).one(number_id)
    async with database.transaction() as session:
        assert (await session.get_one(WhatsAppNumber, number_id)).token_expires_at == ENDS
