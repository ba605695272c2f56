"""Speaks to the campaign routes as a browser does: multipart uploads over a real socket."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import uvicorn
from fastapi import FastAPI
from pyreqwest.client import Client, ClientBuilder
from pyreqwest.multipart import FormBuilder, PartBuilder
from sqlalchemy import TextClause, text
from tests.clocks import ManualClock
from tests.factories import make_number, make_template

from harkara.core.numbers.models import WhatsAppNumber
from harkara.core.templates.models import Template
from harkara.features.campaigns.endpoints import router
from harkara.kit.clock import Clock
from harkara.kit.db import Database
from harkara.kit.jobs import JobQueue, job_app
from harkara.kit.parts import Parts
from harkara.kit.problems import install_problem_handlers

MEDIA_COMPONENTS = [
    {"type": "HEADER", "format": "IMAGE"},
    {"type": "BODY", "text": "Dear {{1}}, order {{2}} is on its way."},
    {"type": "FOOTER", "text": "Meena Stores"},
    {"type": "BUTTONS", "buttons": [{"type": "URL", "text": "Track", "url": "https://x.in/o/7"}]},
]


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    content: bytes
    body: Any = None


@dataclass
class CampaignApi:
    """A server with one number and two sendable templates; the second has an image and two variables."""

    app: FastAPI
    client: Client
    address: str
    port: int
    database: Database
    clock: ManualClock
    number: WhatsAppNumber
    plain: Template
    media: Template

    async def call(self, method: str, path: str, form: FormBuilder | None = None) -> Answer:
        request = self.client.request(method, f"{self.address}/api/campaigns{path}")
        if form is not None:
            request = request.multipart(form)
        response = await request.build().send()
        content = bytes(await response.bytes())
        is_json = "json" in (response.get_header("content-type") or "")
        return Answer(response.status, dict(response.headers), content, await response.json() if is_json else None)

    async def upload(self, file: bytes | str, path: str = "", **changes: Any) -> Answer:
        """Upload a file with sensible fields; a field set to None is left out."""
        fields = {"name": "Diwali", "number_id": self.number.id, "template_ids": [self.plain.id], **changes}
        form = FormBuilder()
        for name, value in fields.items():
            for item in value if isinstance(value, Sequence) and not isinstance(value, str) else [value]:
                if item is not None:
                    form = form.text(name, str(item))
        content = file.encode() if isinstance(file, str) else file
        part = PartBuilder.from_bytes(content).file_name("list.csv").mime("text/csv")
        return await self.call("POST", path, form.part("file", part))

    async def count(self, table: str) -> int:
        async with self.database.transaction() as session:
            return await session.scalar(_count(table)) or 0

    async def leftovers(self) -> int:
        return sum(
            [
                await self.count(table)
                for table in ("campaigns", "campaign_templates", "campaign_contacts", "send_queue")
            ]
        )


@asynccontextmanager
async def serving(app: FastAPI) -> AsyncGenerator[int]:
    """Serve an app on a free port of the loopback interface and yield the port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
        task = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            yield listener.getsockname()[1]
        finally:
            server.should_exit = True
            await task


@asynccontextmanager
async def campaign_api(database: Database) -> AsyncGenerator[CampaignApi]:
    """Serve the campaign routes on a database, with a number and two templates in it."""
    clock, parts, app = ManualClock(), Parts(), FastAPI()
    parts.add(Clock, clock)
    parts.add(Database, database)
    parts.add(JobQueue, JobQueue(job_app(database.url)))
    app.state.parts = parts
    app.include_router(router)
    install_problem_handlers(app)
    async with database.transaction() as session:
        number = await make_number(session)
        plain = await make_template(session)
        media = await make_template(session, components=MEDIA_COMPONENTS, variable_count=2, header_format="IMAGE")
    async with serving(app) as port, ClientBuilder().build() as client:
        yield CampaignApi(app, client, f"http://127.0.0.1:{port}", port, database, clock, number, plain, media)


def _count(table: str) -> TextClause:
    return text(f"SELECT count(*) FROM {table}")
