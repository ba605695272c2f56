"""From Meta's POST to the rows, whatever it holds: 200, processed, no good item lost. And every recorded payload by its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncGenerator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from tests import databases
from tests.factories import WABA, make_number, make_template
from tests.features.webhooks import inbox
from tests.features.webhooks.meta_events import SECRET, signature
from tests.features.webhooks.test_intake import app_on, post
from tests.serving import Web, serving
from tests.webhook_bodies import PAYLOADS, Key, WebhookBody, broken_bodies, odd_bytes, webhook_bodies

from harkara.features.webhooks.intake import Intake
from harkara.integrations.whatsapp.webhooks.parsing import parse_webhook
from harkara.kit.db import Database

NUMBER = "106540352242922"
TEMPLATE = "1689556908129832"
RECORDED = {path.stem: path.read_bytes() for path in sorted(PAYLOADS.glob("*.json"))}

quick = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
async def web(database: Database) -> AsyncGenerator[Web]:
    intake = Intake(database)
    async with serving(app_on(intake)) as web:
        yield web
    await intake.close()


async def connect(database: Database) -> None:
    """Make the number and the template that the payloads are about."""
    async with database.transaction() as session:
        await make_number(session, phone_number_id=NUMBER, waba_id=WABA, display_phone_number="+91 98765 43210")
        await make_template(session, meta_id=TEMPLATE)


async def found(database: Database, query: str) -> set[str]:
    async with database.transaction() as session:
        return set((await session.scalars(text(query))).all())


async def lost(database: Database, good: Counter[Key]) -> set[Key]:
    """Return the good statuses and messages of which there is no row."""
    statuses = await found(database, "SELECT wamid FROM message_status_logs")
    messages = await found(database, "SELECT wamid FROM messages WHERE direction = 'in'")
    # A message whose number Meta left out belongs to nobody we know: it is set aside, whole.
    aside = " ".join(await found(database, "SELECT raw FROM webhook_rejects WHERE kind = 'inbound'"))
    return {
        (kind, name)
        for kind, name in good
        if (kind == "statuses" and name not in statuses)
        or (kind == "inbound" and name not in messages and f'"{name}"' not in aside)
    }


async def take(web: Web, database: Database, body: bytes, good: Counter[Key]) -> None:
    await databases.empty(database)
    await connect(database)

    answer = await post(web, body, signature(body, SECRET))
    await inbox.process(database)

    assert answer.status == 200
    assert await lost(database, good) == set()
    assert not await found(database, "SELECT id::text FROM webhook_events WHERE processed_at IS NULL")


@quick
@given(body=webhook_bodies())
async def test_what_meta_could_post(web: Web, database: Database, body: WebhookBody) -> None:
    await take(web, database, body.encoded(), body.keys)


@quick
@given(drawn=broken_bodies())
async def test_what_meta_could_not_post(web: Web, database: Database, drawn: tuple[bytes, Counter[Key]]) -> None:
    await take(web, database, *drawn)


@quick
@given(body=st.one_of(odd_bytes(), st.binary(max_size=200)))
async def test_what_is_hardly_json(web: Web, database: Database, body: bytes) -> None:
    await take(web, database, body, Counter())


@pytest.mark.parametrize("body", RECORDED.values(), ids=RECORDED)
async def test_every_recorded_payload_becomes_rows(database: Database, body: bytes) -> None:
    """Twice, as Meta may deliver it: the rows are those of once, and nothing of it is set aside."""
    await connect(database)
    told = parse_webhook(body)

    await inbox.receive(database, body)
    await inbox.receive(database, body)

    async with database.transaction() as session:
        messages = (await session.execute(text("SELECT wamid, type, body, target_wamid FROM messages"))).all()
        statuses = (await session.execute(text("SELECT wamid, status FROM message_status_logs"))).all()
        aside = (await session.execute(text("SELECT kind, reason FROM webhook_rejects"))).all()
    assert sorted(tuple(row) for row in messages) == sorted(
        (event.wamid, event.type, event.body, event.target_wamid) for event in told.inbound
    )
    assert {tuple(row) for row in statuses} == {(event.wamid, event.status) for event in told.statuses}
    assert [row.kind for row in aside] == ["malformed"] * 2 * len(told.malformed)
