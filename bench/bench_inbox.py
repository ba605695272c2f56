"""The inbox with many messages, through the real API process: time per route, and the indexes it was found with.

Wanted: 95 % within 50 ms with ten million messages, whatever the filter. Each request asks for something else.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import json
import random
import re
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import psycopg
import uvloop
from rich.console import Console
from rich.table import Table
from sqlalchemy import event

from bench_one_number import be_api, free_port, process, wait_for_port
from engine import installation
from harkara.embedded.auth.passwords import Passwords
from harkara.embedded.auth.users import create_user
from harkara.features.inbox import service
from harkara.features.inbox.repository import ConversationFilter
from harkara.features.inbox.search import parse_search
from harkara.kit.database_url import SCHEMA
from harkara.kit.db import Database
from harkara.kit.pagination import encode_cursor
from seed_inbox import NUMBERS, Seeded, seed

EMAIL, PASSWORD = "bench@example.in", "seven monsoon umbrellas"
WANTED_MS = 50
COMPARED = "for comparison: the bell, empty"
# Tables that grow; the others are so small that the planner reads them whole.
_BIG = {"contacts", "conversations", "messages", "campaign_contacts"}
_INDEX = re.compile(r"(?:using|Bitmap Index Scan on) (\w+)|(Seq Scan) on (\w+)")
Params = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sample:
    """Things that exist, to ask for."""

    places: list[tuple[str, int, int]]
    phones: list[str]
    chatty: list[str]
    quiet: list[str]


@dataclass(frozen=True, slots=True)
class Timed:
    """What a route took, in milliseconds, and the indexes of its plans."""

    name: str
    p50: float
    p95: float
    worst: float
    plan: str


def questions(sample: Sample) -> dict[str, Callable[[], tuple[str, Params]]]:
    """Return what is asked: each call makes another path and query."""
    choose = random.choice

    def cursor() -> str:
        return encode_cursor(*choose(sample.places))

    def digits(length: int) -> str:
        phone = choose(sample.phones)
        start = random.randint(0, len(phone) - length)
        return phone[start : start + length]

    def days() -> Params:
        start, length = random.randint(1, 70), random.randint(1, 7)
        return {"from": _day(start + length), "to": _day(start)}

    def number() -> int:
        return random.randint(1, NUMBERS)

    thread = "/{}/messages"
    return {
        COMPARED: lambda: ("", {}),
        "first page": lambda: ("", {}),
        "deep page": lambda: ("", {"cursor": cursor()}),
        "one number": lambda: ("", {"number_id": number()}),
        "one number, deep": lambda: ("", {"number_id": number(), "cursor": cursor()}),
        "some days": lambda: ("", days()),
        "some days of one number": lambda: ("", {**days(), "number_id": number()}),
        "start of every phone": lambda: ("", {"q": "91"}),
        "any 3 digits": lambda: ("", {"q": digits(3)}),
        "any 4 digits": lambda: ("", {"q": digits(4)}),
        "any 6 digits": lambda: ("", {"q": digits(6)}),
        "last 4 digits": lambda: ("", {"q": choose(sample.phones)[-4:]}),
        "whole phone": lambda: ("", {"q": "+" + choose(sample.phones)}),
        "a phone nobody has": lambda: ("", {"q": "910000" + digits(4)}),
        "3 digits, deep": lambda: ("", {"q": digits(3), "cursor": cursor()}),
        "a common name": lambda: ("", {"q": choose(["asha", "kumari", "Ravi Sh"])}),
        "a rare name": lambda: ("", {"q": f"ya das {random.randint(10, 99)}"}),
        "4 digits, days, number": lambda: ("", {**days(), "q": digits(4), "number_id": number()}),
        "3 digits, days, number": lambda: ("", {**days(), "q": digits(3), "number_id": number()}),
        "thread, 28 messages": lambda: (thread.format(choose(sample.chatty)), {}),
        "thread, one template": lambda: (thread.format(choose(sample.quiet)), {}),
    }


def _day(ago: int) -> str:
    return time.strftime("%Y-%m-%d", time.gmtime(time.time() - 86400 * ago))


async def take_sample(url: str) -> Sample:
    """Return what the questions are about, evenly from everything there is."""
    async with await psycopg.AsyncConnection.connect(url) as connection:
        await connection.execute(f"SET search_path TO {SCHEMA}, public; SET timezone TO 'UTC'")

        async def rows(query: str) -> list[Any]:
            return await (await connection.execute(query.encode())).fetchall()

        places = await rows(
            "SELECT last_message_at, contact_id, number_id FROM conversations ORDER BY random() LIMIT 500"
        )
        phones = await rows("SELECT wa_id FROM contacts ORDER BY random() LIMIT 500")
    return Sample(
        [(at.isoformat(), contact_id, number_id) for at, contact_id, number_id in places],
        [phone for (phone,) in phones],
        [f"{contact_id - contact_id % 10 + 10}-3" for _, contact_id, _ in places[:200]],
        [f"{contact_id}-1" for _, contact_id, _ in places],
    )


async def explain(url: str, path: str, query: Params) -> str:
    """Return the indexes (and tables read whole) of all plans behind a request."""
    database, seen = Database(url), list[tuple[str, Any]]()

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if not statement.startswith("SELECT set_config"):
            seen.append((statement, parameters))

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    found: list[str] = []
    async with database.transaction() as session:
        if path:
            await service.get_thread(session, path.split("/")[1], None, 50)
        else:
            narrowed = ConversationFilter(parse_search(query.get("q")), query.get("number_id"))
            await service.list_conversations(session, narrowed, query.get("cursor"), 50)
    async with await psycopg.AsyncConnection.connect(url) as connection:
        await connection.execute(f"SET search_path TO {SCHEMA}, public; SET timezone TO 'UTC'")
        for statement, parameters in seen:
            for (line,) in await (await connection.execute(f"EXPLAIN {statement}".encode(), parameters)).fetchall():
                found += [
                    index or f"{scan} {table}" for index, scan, table in _INDEX.findall(line) if index or table in _BIG
                ]
    await database.close()
    return ", ".join(dict.fromkeys(found))


class Client:
    """A signed-in browser with one connection."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=90)
        body = json.dumps({"email": EMAIL, "password": PASSWORD})
        headers = {"Content-Type": "application/json", "apikey": "bench"}
        self._headers: dict[str, str] = {}
        answer = self._ask("POST", "/auth/v1/token?grant_type=password", body, headers)
        self._headers = {"Authorization": f"Bearer {answer['access_token']}"}

    def time(self, path: str, query: Params, route: str = "/api/conversations") -> float:
        """Return the milliseconds of a request."""
        start = time.perf_counter()
        self._ask("GET", f"{route}{path}?{urlencode(query)}", None, self._headers)
        return (time.perf_counter() - start) * 1000

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Any:
        self._connection.request(method, path, body, headers)
        response = self._connection.getresponse()
        content = response.read()
        assert response.status == 200, content
        return json.loads(content)


async def run(messages: int, requests: int) -> tuple[Seeded, list[Timed]]:
    """Fill a database, then ask every question `requests` times."""
    random.seed(20261123)
    port = free_port()
    async with installation("http://127.0.0.1:9") as (settings, url):
        start = time.perf_counter()
        seeded = await seed(url, messages)
        print(json.dumps({"bench": "inbox_seed", "seconds": round(time.perf_counter() - start), **_figures(seeded)}))
        database = Database(url)
        async with database.transaction() as session:
            await create_user(session, Passwords(), EMAIL, PASSWORD)
        await database.close()
        sample = await take_sample(url)
        settings = settings.model_copy(update={"port": port, "database_url": url, "admin_email": EMAIL})
        with process(be_api, settings):
            await wait_for_port(port)
            client, timed = Client(port), list[Timed]()
            for name, make in questions(sample).items():
                route = "/api/notifications" if name == COMPARED else "/api/conversations"
                taken = sorted([await asyncio.to_thread(client.time, *make(), route) for _ in range(requests)])
                p95 = taken[int(len(taken) * 0.95)]
                plan = "" if name == COMPARED else await explain(url, *make())
                timed.append(Timed(name, statistics.median(taken), p95, taken[-1], plan))
    return seeded, timed


def _figures(seeded: Seeded) -> dict[str, int]:
    return {"messages": seeded.messages, "customers": seeded.customers, "conversations": seeded.conversations}


def report(seeded: Seeded, timed: list[Timed]) -> None:
    """Print a JSON line per route and the table."""
    table = Table(title=f"{seeded.messages:,} messages, {seeded.customers:,} customers, wanted: p95 ≤ {WANTED_MS} ms")
    for heading in ("asked for", "p50", "p95", "max", "found with"):
        table.add_column(heading, justify="left" if heading in {"asked for", "found with"} else "right")
    for route in timed:
        figures = {"p50_ms": round(route.p50, 1), "p95_ms": round(route.p95, 1), "max_ms": round(route.worst, 1)}
        print(json.dumps({"bench": "inbox", "asked_for": route.name, **figures, "plan": route.plan}))
        table.add_row(route.name, f"{route.p50:.1f}", f"{route.p95:.1f}", f"{route.worst:.1f}", route.plan)
    Console(width=200).print(table)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--messages", type=int, default=1_000_000, help="10,000,000 take some minutes to make")
    parser.add_argument("--requests", type=int, default=200, help="per route")
    options = parser.parse_args()
    report(*uvloop.run(run(options.messages, options.requests)))
