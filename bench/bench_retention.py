"""One number sends while a million old rows are deleted: its rate before, during and after, and how long the deleting takes.

Wanted: no difference. The deleting is the platform's own (`kit/retention.py`), in a process beside the worker's.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import time
from dataclasses import asdict, dataclass

import uvloop
from rich.console import Console
from rich.table import Table
from sqlalchemy import text

from engine import installation, sent, start_campaigns, until_sent, workers
from harkara.core.messages.retention import KEPT
from harkara.kit.clock import SystemClock
from harkara.kit.db import Database
from harkara.kit.retention import delete_old
from sink import running_sink, skip_without_nginx

# Old enough for the night, not yet overdue: the worker's own hourly catching-up leaves them to this bench.
OLD_MESSAGES = """
INSERT INTO messages (wamid, direction, type, number_id, contact_id, status, created_at)
SELECT 'wamid.old.' || i, 'out', 'template', 1, i % 50000, 'read', now() - interval '90 days 12 hours'
FROM generate_series(1, :rows) i
"""
OLD_LOGS = """
INSERT INTO message_status_logs (wamid, status, occurred_at, is_parked, received_at)
SELECT 'wamid.old.' || i, 'read', now() - interval '90 days 12 hours', false, now() - interval '90 days 12 hours'
FROM generate_series(1, :rows) i
"""


@dataclass
class Figures:
    """What the run reached."""

    rate: int
    rows: int
    before_per_s: float
    during_per_s: float
    after_per_s: float
    slowest_second_during: int
    deleting_s: float
    left: int


async def pace(database: Database, ended: asyncio.Event) -> list[int]:
    """Return how many messages were recorded in each second until `ended`."""
    seconds: list[int] = []
    last = await sent(database)
    while not ended.is_set():
        await asyncio.sleep(1)
        now = await sent(database)
        seconds.append(now - last)
        last = now
    return seconds


async def old_rows(database: Database) -> int:
    """Return how many of the old rows are still there."""
    async with database.transaction() as session:
        return sum(
            [
                await session.scalar(text(f"SELECT count(*) FROM {table} WHERE wamid LIKE 'wamid.old.%'")) or 0
                for table in ("messages", "message_status_logs")
            ]
        )


async def rate_for(database: Database, seconds: float) -> float:
    """Return the messages per second over some time."""
    start, first = time.perf_counter(), await sent(database)
    await asyncio.sleep(seconds)
    return (await sent(database) - first) / (time.perf_counter() - start)


async def run(rows: int, rate: int, around: float) -> Figures:
    """Send at `rate`, delete `rows` rows in the middle of it."""
    with running_sink(0.15) as sink:
        async with installation(sink.address) as (settings, url):
            database = Database(url)
            async with database.transaction() as session:
                await session.execute(text("SET LOCAL statement_timeout TO 0"))
                for statement in (OLD_MESSAGES, OLD_LOGS):
                    await session.execute(text(statement), {"rows": rows // 2})
            recipients = int(rate * (2 * around + 600))
            await start_campaigns(settings, url, numbers=1, recipients=recipients, rate=rate)
            with workers(1, settings, url):
                await until_sent(database, rate * 3)
                before = await rate_for(database, around)
                ended = asyncio.Event()
                pacing = asyncio.create_task(pace(database, ended))
                started, first = time.perf_counter(), await sent(database)
                await delete_old(database, SystemClock(), KEPT, asyncio.Event())
                deleting = time.perf_counter() - started
                during = (await sent(database) - first) / deleting
                ended.set()
                seconds = await pacing
                after = await rate_for(database, around)
            left = await old_rows(database)
            await database.close()
    return Figures(rate, rows, before, during, after, min(seconds), deleting, left)


def report(figures: Figures) -> None:
    """Print the JSON line and the table."""
    print(json.dumps({"bench": "retention", **asdict(figures)}))
    table = Table(title=f"One number at {figures.rate}/s while {figures.rows:,} old rows are deleted")
    for heading in ("", "measured"):
        table.add_column(heading, justify="right")
    table.add_row("before", f"{figures.before_per_s:,.1f}/s")
    table.add_row("during", f"{figures.during_per_s:,.1f}/s")
    table.add_row("slowest second during", f"{figures.slowest_second_during:,}")
    table.add_row("after", f"{figures.after_per_s:,.1f}/s")
    table.add_row("deleting took", f"{figures.deleting_s:,.1f} s")
    table.add_row("old rows left", f"{figures.left:,}")
    Console().print(table)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rate", type=int, default=500)
    parser.add_argument("--around", type=float, default=20, help="seconds measured before and after")
    options = parser.parse_args()
    skip_without_nginx("retention")
    report(uvloop.run(run(options.rows, options.rate, options.around)))
