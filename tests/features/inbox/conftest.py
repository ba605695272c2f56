"""The inbox's routes behind a real HTTP server, and rows as the ledger writes them."""

from __future__ import annotations

import itertools
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from fastapi import FastAPI
from tests.clocks import START
from tests.factories import make_number
from tests.serving import Answer, Web, serving

from harkara.core.contacts.models import Contact
from harkara.core.messages.conversations import Exchange, move_conversations
from harkara.core.messages.models import Message
from harkara.features.inbox.endpoints import router
from harkara.kit.db import Database
from harkara.kit.parts import Parts
from harkara.kit.problems import install_problem_handlers


@dataclass
class Inbox:
    """A server, and a way to let messages arrive."""

    web: Web
    database: Database
    serial: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    async def number(self, **values: Any) -> int:
        async with self.database.transaction() as session:
            return (await make_number(session, **values)).id

    async def customer(self, wa_id: str | None, **values: Any) -> int:
        async with self.database.transaction() as session:
            contact = Contact(wa_id=wa_id, **values)
            session.add(contact)
            await session.flush()
            return contact.id

    async def store(self, contact_id: int, number_id: int, at: datetime = START, **values: Any) -> str:
        """Store a message and move its conversation, as one transaction does; return its wamid."""
        values = {"direction": "in", "type": "text", "status": "received", "body": "Hello", **values}
        wamid = values.pop("wamid", f"wamid.{next(self.serial)}")
        async with self.database.transaction() as session:
            session.add(Message(wamid=wamid, contact_id=contact_id, number_id=number_id, created_at=at, **values))
            await move_conversations(session, [Exchange(contact_id, number_id, at)])
        return wamid

    async def receive(
        self, contact_id: int, number_id: int, type: str, content: Any, at: datetime = START, **values: Any
    ) -> str:
        """Store a customer's message as Meta sends it."""
        payload = {"type": type, type: content, **values.pop("members", {})}
        return await self.store(contact_id, number_id, at, type=type, payload=payload, body=None, **values)

    async def get(self, path: str = "", **query: Any) -> Answer:
        return await self.web.call("GET", f"/api/conversations{path}?{urlencode(query)}")

    async def ids(self, **query: Any) -> list[str]:
        """Return the listed conversations, page by page."""
        found: list[str] = []
        while True:
            answer = await self.get(**query)
            assert answer.status == 200, answer.body
            found += [item["id"] for item in answer.body["items"]]
            if (cursor := answer.body["next_cursor"]) is None:
                return found
            query["cursor"] = cursor

    async def thread(self, contact_id: int, number_id: int, **query: Any) -> list[dict[str, Any]]:
        """Return all messages of a conversation, page by page."""
        found: list[dict[str, Any]] = []
        while True:
            answer = await self.get(f"/{contact_id}-{number_id}/messages", **query)
            assert answer.status == 200, answer.body
            found += answer.body["items"]
            if (cursor := answer.body["next_cursor"]) is None:
                return found
            query["cursor"] = cursor


def minutes_later(minutes: float) -> datetime:
    """Return a time in minutes from the start."""
    return START + timedelta(minutes=minutes)


@pytest.fixture
async def inbox(database: Database) -> AsyncGenerator[Inbox]:
    """A server of the test's own."""
    parts, app = Parts(), FastAPI()
    parts.add(Database, database)
    app.state.parts = parts
    app.include_router(router)
    install_problem_handlers(app)
    async with serving(app) as web:
        yield Inbox(web, database)
