"""100,000 queue rows, claimed, rendered and recorded as sent, with the sending itself left out: rows per second.

What job engines publish of themselves, for one worker process: fetch and completion with jobs that do nothing. Ours does more
per row: it renders the message, and writes recipient, ledger and totals beside the queue.
"""

from __future__ import annotations

import json
import time

import uvloop
from rich.console import Console
from rich.table import Table

from engine import installation, start_campaigns, until_sent, workers
from harkara.kit.db import Database

ROWS = 100_000
NUMBERS = 40
"""At the ceiling of 1,000/s each, so that pacing is not what is measured."""


async def burn_down() -> tuple[float, float]:
    """Return the seconds from the first to the last recorded row, and how many rows the first look already saw."""
    async with installation("http://127.0.0.1:9") as (settings, url):
        await start_campaigns(settings, url, numbers=NUMBERS, recipients=ROWS // NUMBERS, rate=1000)
        database = Database(url)
        with workers(1, settings, url, client="instant"):
            first = await until_sent(database, 1)
            start = time.perf_counter()
            await until_sent(database, ROWS)
            seconds = time.perf_counter() - start
        await database.close()
    return seconds, first


def report(seconds: float, first: float) -> None:
    """Print the JSON line and the table."""
    per_second = (ROWS - first) / seconds
    print(
        json.dumps(
            {"bench": "burn_down", "rows": ROWS, "seconds": round(seconds, 2), "rows_per_second": round(per_second)}
        )
    )
    table = Table(title=f"{ROWS:,} rows, one worker process, {NUMBERS} numbers, sending left out")
    table.add_column("rows/s", justify="right")
    table.add_column("seconds", justify="right")
    table.add_row(f"{per_second:,.0f}", f"{seconds:.1f}")
    Console().print(table)


if __name__ == "__main__":
    report(*uvloop.run(burn_down()))
