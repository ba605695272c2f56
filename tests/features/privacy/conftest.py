"""The routes of one customer's data behind a real HTTP server, and customers as Meta tells of them: through stored events."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import text
from tests.clocks import START, ManualClock
from tests.factories import Made, make_campaign, make_number
from tests.features.webhooks.inbox import BOX, receive
from tests.serving import Answer, Web, serving

from harkara.core.messages.statuses import ReportedStatus, record_statuses
from harkara.core.sender.outcomes import Settlement, settle_sent
from harkara.features.privacy.endpoints import router
from harkara.features.privacy.sweeping import sweep_left
from harkara.kit.clock import Clock
from harkara.kit.crypto import SecretBox
from harkara.kit.db import Database
from harkara.kit.jobs import JobQueue
from harkara.kit.parts import Parts
from harkara.kit.problems import install_problem_handlers

PRIYA = "919812345678"
BSUID = "IN.13491208655302741918"
NAME = "Priya Sharma"
USERNAME = "priya.weaves"
WAMID = "wamid.HBgMOTE5ODEyMzQ1Njc4FQIAEhgSQ0E5RTlDOUJDMTlDN005AA=="
"""As Meta makes them: the phone number is in it, in base64."""


def inbound_body(
    wamid: str = WAMID,
    words: str = "Where is my blue saree?",
    *,
    at: datetime = START,
    phone: str = PRIYA,
    bsuid: str = BSUID,
    name: str = NAME,
    **more: Any,
) -> dict[str, Any]:
    """Return the change of a customer's text."""
    message = {
        "from": phone,
        "from_user_id": bsuid,
        "id": wamid,
        "timestamp": str(int(at.timestamp())),
        "type": "text",
        "text": {"body": words},
        **more,
    }
    profile = {"profile": {"name": name, "username": USERNAME if phone == PRIYA else None}}
    return {"contacts": [{**profile, "wa_id": phone, "user_id": bsuid}], "messages": [message]}


def posted(*values: dict[str, Any], field: str = "messages") -> bytes:
    """Return one POST of Meta's with these values."""
    metadata = {"display_phone_number": "919876543210", "phone_number_id": "106540352242922"}
    changes = [
        {"field": field, "value": {"messaging_product": "whatsapp", "metadata": metadata, **value}} for value in values
    ]
    # Meta writes ASCII and escapes slashes.
    body = json.dumps({"object": "whatsapp_business_account", "entry": [{"id": "102290129340398", "changes": changes}]})
    return body.replace("/", "\\/").encode()


@dataclass
class Stage:
    """What a test of privacy works with."""

    web: Web
    database: Database
    clock: ManualClock
    number_id: int
    sent: list[str] = field(default_factory=list)

    async def receive(self, *bodies: bytes) -> None:
        await receive(self.database, *bodies)

    async def contact_id(self, phone: str = PRIYA) -> int:
        return (await self.one("SELECT id FROM contacts WHERE wa_id = :phone", phone=phone)).id

    async def erase(self, contact_id: int, confirm: str = PRIYA[-4:]) -> Answer:
        return await self.web.call("POST", f"/api/contacts/{contact_id}/erase", json_body={"confirm": confirm})

    async def export(self, contact_id: int) -> Answer:
        return await self.web.call("GET", f"/api/contacts/{contact_id}/export")

    async def sweep(self) -> None:
        await sweep_left(self.database, self.clock, BOX)

    async def campaign(self, phone: str = PRIYA, *, sent: bool = True, state: str = "processing") -> Made:
        """Make a campaign of three; the first recipient is this customer, whom one message has reached and who has read it."""
        made = await make_campaign(self.database, recipients=3, state=state, status="stopped")
        await self.execute(
            "UPDATE campaign_contacts SET phone = :phone, variables = ARRAY['Priya ji', 'AS-20418'],"
            " media_url = 'https://cdn.example.in/priya/invoice.pdf' WHERE id = :id",
            phone=phone,
            id=made.contact_ids[0],
        )
        await self.execute("INSERT INTO contacts (wa_id) VALUES (:phone) ON CONFLICT DO NOTHING", phone=phone)
        if sent:
            await self.settle(made.contact_ids)
        return made

    async def settle(self, recipients: Sequence[int]) -> None:
        wamids = [f"wamid.SENT{recipient}" for recipient in recipients]
        self.sent += wamids
        async with self.database.transaction() as session:
            pairs = zip(recipients, wamids, strict=True)
            await settle_sent(session, [Settlement(id_, 1, wamid, START) for id_, wamid in pairs])
        async with self.database.transaction() as session:
            late = START + timedelta(seconds=2)
            await record_statuses(session, [ReportedStatus(wamids[0], "read", late, pricing='{"billable": true}')])

    async def one(self, query: str, **values: Any) -> Any:
        async with self.database.transaction() as session:
            return (await session.execute(text(query), values)).one()

    async def rows(self, query: str, **values: Any) -> list[tuple[Any, ...]]:
        async with self.database.transaction() as session:
            return [tuple(row) for row in await session.execute(text(query), values)]

    async def execute(self, statement: str, **values: Any) -> None:
        async with self.database.transaction() as session:
            await session.execute(text(statement), values)

    async def holding(self, *sought: str) -> list[str]:
        """Return every column of every table in which one of these texts stands, also within bytes and JSON."""
        columns = await self.rows(
            "SELECT c.table_schema, c.table_name, c.column_name, c.data_type FROM information_schema.columns c"
            " JOIN information_schema.tables t USING (table_schema, table_name)"
            " WHERE t.table_type = 'BASE TABLE' AND t.table_schema NOT IN ('pg_catalog', 'information_schema')"
        )
        found = []
        for schema, table, column, kind in columns:
            shown = f"encode({column}, 'escape')" if kind == "bytea" else f"CAST({column} AS text)"
            query = f"SELECT count(*) FROM {schema}.{table} WHERE EXISTS (SELECT FROM unnest(CAST(:sought AS text[])) s WHERE strpos({shown}, s) > 0)"
            if (await self.one(query, sought=list(sought))).count:
                found.append(f"{table}.{column}")
        return sorted(found)


@pytest.fixture
async def stage(database: Database) -> AsyncGenerator[Stage]:
    """A server of the test's own, an hour after everything the tests let happen."""
    clock = ManualClock(START + timedelta(hours=1))
    parts, app = Parts(), FastAPI()
    parts.add(Database, database)
    parts.add(Clock, clock)
    parts.add(SecretBox, BOX)
    parts.add(JobQueue, JobQueue())
    app.state.parts = parts
    app.include_router(router)
    install_problem_handlers(app)
    async with database.transaction() as session:
        number = await make_number(session, phone_number_id="106540352242922")
    async with serving(app) as web:
        yield Stage(web, database, clock, number.id)
