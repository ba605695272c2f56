"""List and detail routes on a large ledger: the real API over HTTP, with the plan of every statement a route sends.

Wanted: p95 within 50 ms at 10 million messages and 200 campaigns, and no plan that reads a large table from end to end.
A route more is a line more in `routes`; what is asked of the inbox differs with every request (`inbox_questions.py`).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import re
import statistics
import time
from collections.abc import Callable, Generator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import uvicorn
import uvloop
from pyreqwest.client import Client, ClientBuilder
from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine, event, text

from bench_one_number import be_api, free_port, process, wait_for_port
from engine import installation
from harkara.embedded.auth.passwords import Passwords
from harkara.entrypoints.api import create_app
from harkara.kit.db import Database
from harkara.kit.pagination import encode_cursor
from harkara.kit.settings import Settings
from inbox_questions import Sample, questions, take_sample
from seed_messages import Scale, seed

EMAIL, PASSWORD = "admin@example.in", "seven monsoon umbrellas"
LARGE = ("messages", "campaign_contacts", "message_status_logs", "contacts", "conversations")
"""Tables that no list may read from end to end."""

WANTED_MS = 50


@dataclass
class Figures:
    """One route, in milliseconds."""

    route: str
    p50_ms: float
    p95_ms: float
    max_ms: float
    indexes: list[str]
    whole_tables: list[str]


@dataclass(frozen=True, slots=True)
class Known:
    """What the paths of the routes are made of."""

    campaign: int
    deep_campaign: str
    deep_contact: str
    contact: int
    number: int
    sample: Sample


def routes(known: Known, only: str) -> dict[str, Callable[[], str]]:
    """Return the routes to measure whose name contains `only`: each call gives the address of a request."""
    contacts = f"/api/campaigns/{known.campaign}/contacts"
    fixed = {
        "campaigns": "/api/campaigns",
        "campaigns, deep": f"/api/campaigns?cursor={known.deep_campaign}",
        "campaigns, by name": "/api/campaigns?sort=name",
        "campaigns, by delivery": "/api/campaigns?sort=delivery_rate&status=completed&status=stopped",
        "campaigns, searched": "/api/campaigns?q=no+such+campaign",
        "campaign": f"/api/campaigns/{known.campaign}",
        "contacts": contacts,
        "contacts, deep": f"{contacts}?cursor={known.deep_contact}",
        "contacts, failed": f"{contacts}?status=failed",
        "contacts, pending (none)": f"{contacts}?status=pending",
        "contacts, by phone": f"{contacts}?q=4242",
        "contacts, unknown phone": f"{contacts}?q=4242424242424",
        "contacts, by error code": f"{contacts}?error_code=131026",
        "contacts, no such code": f"{contacts}?error_code=131049",
        "contact": f"{contacts}/{known.contact}",
        "failures": f"/api/campaigns/{known.campaign}/failures",
        "pace": f"/api/campaigns/{known.campaign}/pace",
        "templates": "/api/templates",
        "numbers": "/api/numbers",
        "notifications": "/api/notifications",
        "summary": "/api/analytics/summary",
        "daily": "/api/analytics/numbers/daily",
        "daily, one number": f"/api/analytics/numbers/daily?number_id={known.number}",
    }
    every = {name: partial(str, path) for name, path in fixed.items()} | questions(known.sample)
    return {name: ask for name, ask in every.items() if only in name}


async def sign_in(client: Client, address: str, database: Database) -> str:
    """Make the admin and return an access token of theirs."""
    async with database.transaction() as session:
        await session.execute(
            text("INSERT INTO auth_users (email, password_hash) VALUES (:email, :hash) ON CONFLICT DO NOTHING"),
            {"email": EMAIL, "hash": await Passwords().hash(PASSWORD)},
        )
    request = client.post(f"{address}/auth/v1/token?grant_type=password")
    answer = await request.body_json({"email": EMAIL, "password": PASSWORD}).build().send()
    return (await answer.json())["access_token"]


async def get(client: Client, url: str, token: str) -> dict[str, object]:
    """Ask; anything but a 200 ends the benchmark."""
    answer = await client.get(url).bearer_auth(token).build().send()
    body = await answer.json()
    assert answer.status == 200, (url, answer.status, body)
    return body


async def seeded(database: Database) -> bool:
    """Return whether a folder that was kept holds a ledger already."""
    async with database.transaction() as session:
        return bool(await session.scalar(text("SELECT EXISTS (SELECT 1 FROM conversations)")))


async def learn(database: Database) -> Known:
    """Find a campaign in the middle, and cursors far behind the first page."""
    async with database.transaction() as session:
        campaign = await session.scalar(
            text("SELECT id FROM campaigns ORDER BY id OFFSET (SELECT count(*) / 2 FROM campaigns) LIMIT 1")
        )
        deep = await session.scalar(
            text("SELECT max(id) - 200 FROM campaign_contacts WHERE campaign_id = :id"), {"id": campaign}
        )
        number = await session.scalar(text("SELECT min(id) FROM whatsapp_numbers"))
    sample = await take_sample(database)
    return Known(campaign, encode_cursor(max(1, campaign - 50)), encode_cursor(deep), deep, number, sample)


@contextmanager
def recorded() -> Generator[list[tuple[str, Any]]]:
    """Collect every statement this process sends, with its parameters."""
    sent: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        sent.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


async def plans(database: Database, sent: list[tuple[str, Any]]) -> tuple[list[str], list[str]]:
    """Return the indexes that these statements use, and the large tables they read whole."""
    lines: list[str] = []
    async with database.transaction() as session:
        connection = await session.connection()
        for statement, parameters in sent:
            if statement.lstrip().upper().startswith(("SELECT", "WITH")):
                lines += (await connection.exec_driver_sql(f"EXPLAIN {statement}", parameters)).scalars()
    plan = "\n".join(lines)
    used = set(re.findall(r"(?:Index|Index Only) Scan(?: Backward)? (?:using|on) (\w+)", plan))
    return sorted(used), sorted(set(re.findall(r"Seq Scan on (\w+)", plan)) & set(LARGE))


async def explain(
    settings: Settings, url: str, client: Client, database: Database, only: str
) -> dict[str, tuple[list[str], list[str]]]:
    """Serve the API within this process, ask each route once, and return the plans of what it sent."""
    server = uvicorn.Server(uvicorn.Config(create_app(settings, url), port=settings.port, log_config=None))
    serving = asyncio.create_task(server.serve())
    await wait_for_port(settings.port)
    address = f"http://127.0.0.1:{settings.port}"
    token = await sign_in(client, address, database)
    found = {}
    for name, ask in routes(await learn(database), only).items():
        with recorded() as sent:
            await get(client, address + ask(), token)
        found[name] = await plans(database, sent)
    server.should_exit = True
    await serving
    return found


async def measure(client: Client, address: str, ask: Callable[[], str], token: str, times: int) -> list[float]:
    """Ask so many times, one after another; return the milliseconds of each."""
    taken = []
    for _ in range(times):
        url = address + ask()
        started = time.perf_counter()
        await get(client, url, token)
        taken.append((time.perf_counter() - started) * 1000)
    return sorted(taken)


async def run(scale: Scale, times: int, kept: Path | None, only: str) -> list[Figures]:
    """Seed, look at the plans, then ask a process of its own with the stop-watch."""
    random.seed(20261124)
    async with AsyncExitStack() as stack:
        settings, url = await stack.enter_async_context(installation("http://127.0.0.1:9", kept))
        database = Database(url)
        stack.push_async_callback(database.close)
        if not await seeded(database):
            await seed(url, scale)
        client = await stack.enter_async_context(ClientBuilder().no_proxy().build())
        settings = settings.model_copy(update={"port": free_port(), "database_url": url, "admin_email": EMAIL})
        seen = await explain(settings, url, client, database, only)
        settings = settings.model_copy(update={"port": free_port()})
        stack.enter_context(process(be_api, settings))
        await wait_for_port(settings.port)
        address = f"http://127.0.0.1:{settings.port}"
        token = await sign_in(client, address, database)
        found = []
        for name, ask in routes(await learn(database), only).items():
            taken = await measure(client, address, ask, token, times)
            p95 = taken[int(len(taken) * 0.95)]
            found.append(Figures(name, statistics.median(taken), p95, taken[-1], *seen[name]))
        return found


def report(messages: int, found: list[Figures]) -> None:
    """Print the JSON line and the table."""
    print(json.dumps({"bench": "lists", "messages": messages, "routes": [asdict(figures) for figures in found]}))
    table = Table(title=f"Lists on {messages:,} messages (wanted: p95 ≤ {WANTED_MS} ms)")
    for heading in ("route", "p50 ms", "p95 ms", "max ms", "indexes", "read whole"):
        table.add_column(heading)
    for figures in found:
        times = (f"{value:.1f}" for value in (figures.p50_ms, figures.p95_ms, figures.max_ms))
        table.add_row(figures.route, *times, "\n".join(figures.indexes), "\n".join(figures.whole_tables))
    Console().print(table)
    assert not any(figures.whole_tables for figures in found), "a route reads a large table from end to end"


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--messages", type=int, default=10_000_000)
    parser.add_argument("--campaigns", type=int, default=200)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--kept", type=Path, help="keep the ledger in this folder; a second run finds it there")
    parser.add_argument("--only", default="", help="routes whose name contains this")
    options = parser.parse_args()
    scale = Scale(options.messages, options.campaigns)
    report(options.messages, uvloop.run(run(scale, options.times, options.kept, options.only)))
