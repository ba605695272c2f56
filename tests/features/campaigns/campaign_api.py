"""Speaks to the campaign routes as a browser does: multipart uploads over a real socket."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from sqlalchemy import text
from tests.clocks import ManualClock
from tests.factories import make_number, make_template
from tests.serving import Answer, Web, serving

from harkara.core.numbers.models import WhatsAppNumber
from harkara.core.templates.models import Template
from harkara.features.campaigns.endpoints import router
from harkara.kit.clock import Clock
from harkara.kit.db import Database
from harkara.kit.jobs import JobQueue
from harkara.kit.parts import Parts
from harkara.kit.problems import install_problem_handlers

MEDIA_COMPONENTS = [
    {"type": "HEADER", "format": "IMAGE"},
    {"type": "BODY", "text": "Dear {{1}}, order {{2}} is on its way."},
    {"type": "FOOTER", "text": "Meena Stores"},
    {"type": "BUTTONS", "buttons": [{"type": "URL", "text": "Track", "url": "https://x.in/o/7"}]},
]
TABLES = ("campaigns", "campaign_templates", "campaign_contacts", "send_queue")


@dataclass
class CampaignApi:
    """A server with one number and two sendable templates; the second has an image and two variables."""

    app: FastAPI
    web: Web
    database: Database
    clock: ManualClock
    number: WhatsAppNumber
    plain: Template
    media: Template

    @property
    def port(self) -> int:
        return int(self.web.address.rpartition(":")[2])

    async def call(self, method: str, path: str) -> Answer:
        return await self.web.call(method, f"/api/campaigns{path}")

    async def upload(self, file: bytes | str, path: str = "", **changes: Any) -> Answer:
        """Upload a file with sensible fields; a field set to None is left out, a list is repeated."""
        fields = {"name": "Diwali", "number_id": self.number.id, "template_ids": [self.plain.id], **changes}
        pairs = [
            (name, item)
            for name, value in fields.items()
            for item in (value if isinstance(value, list) else [value])
            if item is not None
        ]
        return await self.web.call(
            "POST",
            f"/api/campaigns{path}",
            content=multipart(pairs, file.encode() if isinstance(file, str) else file),
            headers={"content-type": "multipart/form-data; boundary=frontier"},
        )

    async def count(self, table: str) -> int:
        async with self.database.transaction() as session:
            return await session.scalar(text(f"SELECT count(*) FROM {table}")) or 0

    async def leftovers(self) -> int:
        """Return how many rows there are of anything that belongs to a campaign."""
        return sum([await self.count(table) for table in TABLES])


def multipart(fields: Iterable[tuple[str, object]], file: bytes) -> bytes:
    """Return a form as a browser writes it, the file last."""
    head = "--frontier\r\nContent-Disposition: form-data; name="
    texts = "".join(f'{head}"{name}"\r\n\r\n{value}\r\n' for name, value in fields)
    start = f'{texts}{head}"file"; filename="list.csv"\r\nContent-Type: text/csv\r\n\r\n'
    return start.encode() + file + b"\r\n--frontier--\r\n"


@asynccontextmanager
async def campaign_api(database: Database) -> AsyncGenerator[CampaignApi]:
    """Serve the campaign routes on a database, with a number and two templates in it."""
    clock, parts, app = ManualClock(), Parts(), FastAPI()
    parts.add(Clock, clock)
    parts.add(Database, database)
    parts.add(JobQueue, JobQueue())
    app.state.parts = parts
    app.include_router(router)
    install_problem_handlers(app)
    async with database.transaction() as session:
        number = await make_number(session)
        plain = await make_template(session)
        media = await make_template(session, components=MEDIA_COMPONENTS, variable_count=2, header_format="IMAGE")
    async with serving(app) as web:
        yield CampaignApi(app, web, database, clock, number, plain, media)
