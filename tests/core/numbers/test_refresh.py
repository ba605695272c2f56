"""Numbers stay fresh: what Meta changed is stored and told, a dead token is noticed, other trouble changes nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text
from tests.core.numbers.platform import deferred, sealed, wire
from tests.factories import make_number
from tests.integrations.sandbox_server import EXPIRED_TOKEN, NUMBER, SECOND_NUMBER, TOKEN, SandboxControl
from tests.integrations.whatsapp.raw_server import Connection, raw_server

from harkara.core.notifications.models import Notification
from harkara.core.numbers.models import WhatsAppNumber
from harkara.core.numbers.refresh import NumberRefresh
from harkara.integrations.whatsapp.client import GraphClient
from harkara.kit.db import Database
from harkara.kit.parts import Parts


async def make(database: Database, token: str = TOKEN, phone_number_id: str = NUMBER, **values: object) -> int:
    async with database.transaction() as session:
        found = {
            "display_name": "Orders",
            "phone_number_id": phone_number_id,
            "access_token_encrypted": sealed(phone_number_id, token),
            **values,
        }
        return (await make_number(session, **found)).id


async def row(database: Database, number_id: int) -> WhatsAppNumber:
    async with database.transaction() as session:
        return await session.get_one(WhatsAppNumber, number_id)


async def told(database: Database) -> list[tuple[str, str]]:
    async with database.transaction() as session:
        found = await session.scalars(select(Notification).order_by(Notification.id))
        return [(each.title, each.message) for each in found]


async def test_what_meta_says_is_stored(database: Database, parts: Parts) -> None:
    number_id = await make(database, quality_rating="RED", verified_name="Old name")
    await NumberRefresh.of(parts).one(number_id)
    stored = await row(database, number_id)
    assert (stored.quality_rating, stored.throughput_level, stored.messaging_limit) == (
        "GREEN",
        "HIGH",
        "TIER_UNLIMITED",
    )
    assert (stored.verified_name, stored.display_phone_number) == ("Asha Sarees", "+91 98765 43210")
    assert await told(database) == []  # a level seen for the first time is no change


@pytest.mark.parametrize(
    ("before", "speed", "title", "limit"),
    [
        ("STANDARD", 1000, "Meta raised the speed limit of Orders", "1,000 messages a second (throughput level HIGH)"),
        ("HIGH", 80, "Meta lowered the speed limit of Orders", "80 messages a second (throughput level STANDARD)"),
    ],
)
async def test_a_changed_limit_is_told_once(
    database: Database, parts: Parts, sandbox: SandboxControl, before: str, speed: int, title: str, limit: str
) -> None:
    number_id = await make(database, throughput_level=before)
    await sandbox.post(f"numbers/{NUMBER}", messages_per_second=speed)
    for _ in range(2):
        await NumberRefresh.of(parts).one(number_id)
    assert await told(database) == [(title, f"Meta allows number Orders now {limit}.")]


async def test_a_dead_token_takes_the_number_out_of_use(database: Database, parts: Parts) -> None:
    number_id = await make(database, EXPIRED_TOKEN)
    await NumberRefresh.of(parts).one(number_id)
    assert not (await row(database, number_id)).is_active
    assert [message for _, message in await told(database)] == ["WhatsApp number Orders token expired, please update"]
    (job,) = await deferred(database, "campaigns:number_unusable")
    assert job["number_id"] == number_id


async def test_one_numbers_trouble_does_not_keep_the_others_from_it(database: Database, parts: Parts) -> None:
    dead = await make(database, EXPIRED_TOKEN)
    unreadable = await make(database, phone_number_id="106540352242999", access_token_encrypted=b"sealed otherwise")
    asleep = await make(database, phone_number_id="106540352242998", is_active=False)
    fine = await make(database, phone_number_id=SECOND_NUMBER)
    await NumberRefresh.of(parts).all()
    assert [(await row(database, each)).is_active for each in (dead, unreadable, asleep, fine)] == [
        False,
        True,
        False,
        True,
    ]
    assert (await row(database, fine)).quality_rating == "GREEN"
    assert (await row(database, asleep)).quality_rating is None


async def test_metas_trouble_changes_nothing(database: Database, parts: Parts, sandbox: SandboxControl) -> None:
    number_id = await make(database, throughput_level="STANDARD")
    await sandbox.fault("error", code=2)
    await NumberRefresh.of(parts).one(number_id)
    stored = await row(database, number_id)
    assert (stored.is_active, stored.throughput_level) == (True, "STANDARD")


async def test_what_meta_leaves_out_stays_and_no_transaction_is_open_while_it_is_asked(database: Database) -> None:
    number_id = await make(database, throughput_level="STANDARD", quality_rating="YELLOW")
    open_transactions: list[int] = []

    async def look_then_answer(connection: Connection) -> None:
        await connection.reader.readuntil(b"\r\n\r\n")
        async with database.engine.connect() as looking:
            query = text(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL"
            )
            open_transactions.append((await looking.execute(query)).scalar_one())
        await connection.answer(b'{"id":"106540352242922","verified_name":"New name"}')

    async with raw_server(look_then_answer) as server:
        parts = wire(database, GraphClient(server.url, "v25.0"))
        await NumberRefresh.of(parts).one(number_id)
        await parts[GraphClient].close()
    stored = await row(database, number_id)
    assert (stored.verified_name, stored.throughput_level, stored.quality_rating) == ("New name", "STANDARD", "YELLOW")
    assert open_transactions == [0, 0]  # the number, then its token


@pytest.mark.parametrize("status", ["BANNED", "RESTRICTED", "DISCONNECTED"])
async def test_a_status_that_forbids_sending_stops_the_number_until_it_is_normal_again(
    database: Database, parts: Parts, sandbox: SandboxControl, status: str
) -> None:
    number_id = await make(database)
    await sandbox.post(f"numbers/{NUMBER}", status=status)
    for _ in range(2):
        await NumberRefresh.of(parts).all()
    stored = await row(database, number_id)
    assert (stored.meta_status, stored.is_active, stored.inactive_code) == (status, False, "meta_status")
    assert [job["number_id"] for job in await deferred(database, "campaigns:number_unusable")] == [number_id]
    await sandbox.post(f"numbers/{NUMBER}", status="CONNECTED")
    await NumberRefresh.of(parts).all()
    stored = await row(database, number_id)
    assert (stored.meta_status, stored.is_active, stored.inactive_reason) == ("CONNECTED", True, None)
    assert [title for title, _ in await told(database)] == [
        "WhatsApp number Orders is inactive",
        "WhatsApp number Orders may be used again",
    ]


async def test_a_status_that_only_warns_is_told_once(database: Database, parts: Parts, sandbox: SandboxControl) -> None:
    number_id = await make(database)
    await sandbox.post(f"numbers/{NUMBER}", status="FLAGGED")
    for _ in range(2):
        await NumberRefresh.of(parts).one(number_id)
    assert (await row(database, number_id)).is_active
    assert [title for title, _ in await told(database)] == [
        "WhatsApp number Orders: Meta flagged the number for low quality"
    ]


@pytest.mark.parametrize("code", ["token", "refused", "account_disabled", None])
async def test_a_normal_status_heals_nothing_else(database: Database, parts: Parts, code: str | None) -> None:
    number_id = await make(database, is_active=False, inactive_code=code)
    await NumberRefresh.of(parts).all()
    await NumberRefresh.of(parts).one(number_id)
    assert not (await row(database, number_id)).is_active


@pytest.mark.parametrize(
    ("before", "now", "title"),
    [
        ({"quality_rating": "GREEN"}, {"quality_rating": "RED"}, "The quality of Orders is low"),
        (
            {"messaging_limit": "TIER_250"},
            {"messaging_limit": "TIER_2K"},
            "Meta changed the messaging limit of Orders",
        ),
        (
            {"name_status": "PENDING_REVIEW"},
            {"name_status": "DECLINED"},
            "Meta did not accept the display name of Orders",
        ),
    ],
)
async def test_what_meta_changed_is_told_once(
    database: Database,
    parts: Parts,
    sandbox: SandboxControl,
    before: dict[str, str],
    now: dict[str, str],
    title: str,
) -> None:
    number_id = await make(database, **before)
    await sandbox.post(f"numbers/{NUMBER}", **now)
    for _ in range(2):
        await NumberRefresh.of(parts).one(number_id)
    assert [each for each, _ in await told(database)] == [title]
