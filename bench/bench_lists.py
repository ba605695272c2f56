"""List and detail routes on a large ledger: the real API over HTTP, with the plan of every statement a route sends.

Wanted: p95 within 50 ms at 10 million messages and 200 campaigns, and no plan that reads a large table from end to end.
A route more is a line more in `routes`.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import statistics
import time
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

import psycopg
import uvloop
from pyreqwest.client import Client, ClientBuilder
from rich.console import Console
from rich.table import Table
from sqlalchemy import text

from bench_one_number import be_api, free_port, process, wait_for_port
from engine import installation
from harkara.embedded.auth.passwords import Passwords
from harkara.kit.database_url import libpq_url
from harkara.kit.db import Database
from harkara.kit.pagination import encode_cursor
from seed_messages import Scale, seed

EMAIL, PASSWORD = "admin@example.in", "seven monsoon umbrellas"
LARGE = ("messages", "campaign_contacts", "message_status_logs", "contacts")
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
    number: int


def routes(known: Known) -> dict[str, str]:
    """Return the routes to measure by name."""
    contacts = f"/api/campaigns/{known.campaign}/contacts"
    return {
        "campaigns": "/api/campaigns",
        "campaigns, deep": f"/api/campaigns?cursor={known.deep_campaign}",
        "campaign": f"/api/campaigns/{known.campaign}",
        "contacts": contacts,
        "contacts, deep": f"{contacts}?cursor={known.deep_contact}",
        "contacts, failed": f"{contacts}?status=failed",
        "contacts, pending (none)": f"{contacts}?status=pending",
        "contacts, by phone": f"{contacts}?q=00004242",
        "contacts, unknown phone": f"{contacts}?q=4242424242424",
        "templates": "/api/templates",
        "numbers": "/api/numbers",
        "notifications": "/api/notifications",
        "summary": "/api/analytics/summary",
        "daily": "/api/analytics/numbers/daily",
        "daily, one number": f"/api/analytics/numbers/daily?number_id={known.number}",
    }


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
    return Known(campaign, encode_cursor(campaign - 50), encode_cursor(deep), number)


def server_log(data_dir: Path) -> str:
    """Return what the database's server has logged so far."""
    return "".join(log.read_text(errors="replace") for log in sorted(data_dir.rglob("postgresql-*.log")))


def plans(written: str) -> tuple[list[str], list[str]]:
    """Return the indexes that the logged statements used, and the large tables they read whole."""
    used = sorted(set(re.findall(r"(?:Index|Bitmap Index|Index Only) Scan(?: Backward)? (?:using|on) (\w+)", written)))
    whole = sorted(set(re.findall(r"Seq Scan on (\w+)", written)) & set(LARGE))
    return used, whole


async def measure(client: Client, url: str, token: str, times: int) -> list[float]:
    """Ask so many times, one after another; return the milliseconds of each."""
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        await get(client, url, token)
        taken.append((time.perf_counter() - started) * 1000)
    return sorted(taken)


async def explain_everything(url: str, *, on: bool) -> None:
    """Let the server log the plan of every statement of new sessions, or stop it; as the superuser, who alone may."""
    async with await psycopg.AsyncConnection.connect(libpq_url(url), user="postgres", autocommit=True) as connection:
        for setting, value in (("session_preload_libraries", "auto_explain"), ("auto_explain.log_min_duration", "0")):
            await connection.execute(
                f"ALTER SYSTEM SET {setting} = '{value}'" if on else f"ALTER SYSTEM RESET {setting}"
            )
        await connection.execute("SELECT pg_reload_conf()")


async def run(messages: int, times: int) -> list[Figures]:
    """Seed, serve, ask. First with plans (which slow a statement down), then with the stop-watch."""
    found = []
    async with AsyncExitStack() as stack:
        settings, url = await stack.enter_async_context(installation("http://127.0.0.1:9"))
        await seed(url, Scale(messages))
        database = Database(url)
        stack.push_async_callback(database.close)
        client = await stack.enter_async_context(ClientBuilder().no_proxy().build())
        seen: dict[str, tuple[list[str], list[str]]] = {}
        await explain_everything(url, on=True)
        for explaining in (True, False):
            port = free_port()
            mode = settings.model_copy(update={"port": port, "database_url": url, "admin_email": EMAIL})
            with process(be_api, mode):
                await wait_for_port(port)
                address = f"http://127.0.0.1:{port}"
                token = await sign_in(client, address, database)
                paths = routes(await learn(database))
                for name, path in paths.items():
                    if explaining:
                        start = len(server_log(settings.data_dir))
                        await get(client, address + path, token)
                        await asyncio.sleep(0.2)  # the log is written by a process of its own
                        seen[name] = plans(server_log(settings.data_dir)[start:])
                        continue
                    taken = await measure(client, address + path, token, times)
                    p95 = taken[int(len(taken) * 0.95)]
                    found.append(Figures(name, statistics.median(taken), p95, taken[-1], *seen[name]))
            await explain_everything(url, on=False)
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
    parser.add_argument("--times", type=int, default=100)
    options = parser.parse_args()
    report(options.messages, uvloop.run(run(options.messages, options.times)))
