"""Four workers and twelve numbers: how the numbers are shared out when workers come and when one is killed.

Every number sends at 60/s to the sink. One worker starts alone, three join, one is killed with SIGKILL; the table shows
second by second who has how many numbers and how many messages a second are recorded as sent.
"""

from __future__ import annotations

import asyncio
import json
import time

import uvloop
from rich.console import Console
from rich.table import Table
from sqlalchemy import text

from engine import installation, sent, start_campaigns, workers
from harkara.kit.db import Database
from sink import running_sink, skip_without_nginx

NUMBERS = 12
RATE = 60
JOIN_AT, KILL_AT, ENDS_AT = 10, 25, 45
RECIPIENTS = RATE * (ENDS_AT + 10)


async def shares(database: Database) -> list[int]:
    """Return how many numbers each living worker sends from, the fullest first."""
    async with database.transaction() as session:
        rows = await session.scalars(
            text("SELECT runners FROM sender_workers WHERE seen_at > now() - interval '6 s' ORDER BY runners DESC")
        )
        return list(rows)


async def observe(database: Database, started: float, until: float) -> list[tuple[float, list[int], float]]:
    """Look once a second until `until` (seconds after the start); return moment, shares and messages a second."""
    seen: list[tuple[float, list[int], float]] = []
    before, moment = await sent(database), time.perf_counter()
    while time.perf_counter() - started < until:
        await asyncio.sleep(1)
        count, now = await sent(database), time.perf_counter()
        seen.append((now - started, await shares(database), (count - before) / (now - moment)))
        before, moment = count, now
    return seen


async def run() -> list[tuple[float, list[int], float]]:
    """Play the scene."""
    with running_sink(0.15) as sink:
        async with installation(sink.address) as (settings, url):
            await start_campaigns(settings, url, numbers=NUMBERS, recipients=RECIPIENTS, rate=RATE)
            database = Database(url)
            with workers(1, settings, url):
                started = time.perf_counter()
                seen = await observe(database, started, JOIN_AT)
                with workers(3, settings, url) as joined:
                    seen += await observe(database, started, KILL_AT)
                    joined[0].kill()
                    seen += await observe(database, started, ENDS_AT)
            await database.close()
    return seen


def report(seen: list[tuple[float, list[int], float]]) -> None:
    """Print the JSON line and the table."""
    print(json.dumps({"bench": "fleet", "numbers": NUMBERS, "timeline": [(round(t), s, round(r)) for t, s, r in seen]}))
    table = Table(title=f"{NUMBERS} numbers at {RATE}/s; 3 workers join at {JOIN_AT} s, one is killed at {KILL_AT} s")
    for heading in ("second", "numbers per worker", "messages/s"):
        table.add_column(heading, justify="right")
    for moment, runners, rate in seen:
        table.add_row(f"{moment:.0f}", " ".join(map(str, runners)), f"{rate:,.0f}")
    Console().print(table)


if __name__ == "__main__":
    skip_without_nginx("fleet")
    report(uvloop.run(run()))
