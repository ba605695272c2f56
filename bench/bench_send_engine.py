"""The send engine end to end: claim -> HTTP -> recorded. Twenty numbers at the ceiling, answers after 150 ms, two cores for all.

In the same run, on the same sink: a bare client loop that only posts, with as many requests in flight. `--profile` shows where
the rest goes; `--workers N` sets the number of worker processes; `--client aiohttp` sends over aiohttp instead.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import pstats
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil
import uvloop
from rich.console import Console
from rich.table import Table

from engine import (
    installation,
    raise_open_files,
    sent,
    spent_by_ended_children,
    spent_by_postgres,
    start_campaigns,
    workers,
)
from harkara.integrations.whatsapp.connection import open_client
from harkara.integrations.whatsapp.payloads import CompiledTemplate
from harkara.kit.db import Database
from sink import Sink, running_sink, skip_without_nginx

NUMBERS = 20
RATE = 1000
DELAY = 0.15
IN_FLIGHT = 6000
"""What the engine may have open as well: at 150 ms good for 40,000/s, so that not the latency is measured."""

WARM_UP = 6.0
WANTED, WANTED_RATIO = 8000, 0.4


@dataclass
class Figures:
    """What one run of the engine reached; CPU in microseconds per message, of the whole run."""

    client: str
    workers: int
    per_second: float
    worker_us: float
    postgres_us: float
    peak_mb: float
    unaccounted: int


async def bare_loop(sink: Sink, in_flight: int, seconds: float) -> float:
    """Post the same body as fast as one process can; return requests per second."""
    client = open_client(sink.address, total_timeout=30, connect_timeout=5)
    template = CompiledTemplate(
        "bench", "en", [{"type": "BODY", "text": "Dear {{1}}, your order {{2}} comes on {{3}}."}]
    )
    body = template.render("919800000001", "hk:0123456789:1:1", ["Asha", "A-1", "Tuesday"])
    done = 0
    ends = time.perf_counter() + seconds

    async def post() -> None:
        nonlocal done
        while time.perf_counter() < ends:
            request = (
                client.post(f"{sink.address}/v25.0/1/messages").bearer_auth("BENCH-TOKEN").body_bytes(body).build()
            )
            response = await request.send()
            await response.bytes()
            done += 1

    start = time.perf_counter()
    await asyncio.gather(*(post() for _ in range(in_flight)))
    elapsed = time.perf_counter() - start
    await client.close()
    return done / elapsed


async def engine(sink: Sink, client: str, count: int, seconds: float, profile: Path | None) -> Figures:
    """Send for `seconds` after the warm-up and count what is recorded as sent."""
    async with installation(sink.address) as (settings, url):
        recipients = int((WARM_UP + seconds + 4) * 14_000 / NUMBERS)
        await start_campaigns(settings, url, numbers=NUMBERS, recipients=recipients, rate=RATE)
        before, postgres, own = sink.messages(), spent_by_postgres(settings.data_dir), spent_by_ended_children()
        with workers(count, settings, url, profile=profile, client=client) as processes:
            await asyncio.sleep(WARM_UP)
            per_second, peak = await measure(Database(url), processes, seconds)
        own = spent_by_ended_children() - own
        postgres = spent_by_postgres(settings.data_dir) - postgres
        database = Database(url)
        recorded = await sent(database)
        await database.close()
        accepted = sink.messages() - before
        return Figures(
            client,
            count,
            per_second,
            own / recorded * 1e6,
            postgres / recorded * 1e6,
            peak,
            unaccounted=accepted - recorded,
        )


async def measure(database: Database, processes: list[psutil.Process], seconds: float) -> tuple[float, float]:
    """Return the messages recorded per second, and the largest memory of a worker in MB."""
    start, first, peak = time.perf_counter(), await sent(database), 0.0
    while time.perf_counter() - start < seconds:
        await asyncio.sleep(0.5)
        peak = max(peak, *(process.memory_info().rss / 1e6 for process in processes))
    elapsed, last = time.perf_counter() - start, await sent(database)
    await database.close()
    return (last - first) / elapsed, peak


def report(bare: float, runs: list[Figures]) -> None:
    """Print the JSON line and the table."""
    best = max(run.per_second for run in runs)
    line = {
        "bench": "send_engine",
        "numbers": NUMBERS,
        "bare_loop_per_second": round(bare),
        "best_per_second": round(best),
        "ratio": round(best / bare, 2),
        "runs": [asdict(run) for run in runs],
    }
    print(json.dumps(line))
    table = Table(title=f"{NUMBERS} numbers at {RATE}/s, answers after {DELAY * 1000:.0f} ms")
    for heading in ("", "msg/s", "ratio", "worker µs", "PG µs", "peak MB", "unaccounted"):
        table.add_column(heading, justify="right")
    table.add_row("bare client loop", f"{bare:,.0f}", "1.00", "", "", "", "")
    for run in runs:
        cpu = (f"{run.worker_us:.0f}", f"{run.postgres_us:.0f}")
        ratio = f"{run.per_second / bare:.2f}"
        memory = f"{run.peak_mb:,.0f}"
        table.add_row(
            f"{run.workers} worker(s), {run.client}",
            f"{run.per_second:,.0f}",
            ratio,
            *cpu,
            memory,
            str(run.unaccounted),
        )
    table.add_row("wanted", f"{WANTED:,}", f"{WANTED_RATIO}", "", "", "", "0")
    Console().print(table)


PARTS = (
    ("rendering and judging", "integrations/whatsapp"),
    ("the engine", "harkara/core"),
    ("rest of harkara", "src/harkara"),
    ("SQLAlchemy", "site-packages/sqlalchemy"),
    ("psycopg", "site-packages/psycopg"),
    ("requests (pyreqwest)", "builtins.Client"),
    ("requests (pyreqwest)", "Request"),
    ("event loop and tasks", "asyncio"),
)


def report_profile(profile: Path) -> None:
    """Print where the worker's own time went, by part; what belongs to none (built-in functions) is the rest."""
    spent: dict[str, float] = {}
    for (file, _, function), (_, _, own, _, _) in pstats.Stats(str(profile)).stats.items():  # type: ignore[attr-defined] - public in practice
        part = next((name for name, mark in PARTS if mark in file or mark in function), "the rest")
        spent[part] = spent.get(part, 0.0) + own
    total = sum(spent.values())
    for part, seconds in sorted(spent.items(), key=lambda item: -item[1]):
        print(f"{seconds / total:6.1%}  {part}")


async def main() -> None:
    """Measure the bare loop, then the engine."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--workers", type=int, action="append")
    parser.add_argument("--seconds", type=float, default=15.0)
    parser.add_argument("--client", choices=["pyreqwest", "aiohttp"], action="append")
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    raise_open_files()
    with running_sink(DELAY) as sink:
        bare = await bare_loop(sink, in_flight=IN_FLIGHT, seconds=6.0)
        profile = Path(tempfile.mkdtemp(), "worker.profile") if options.profile else None
        runs = [
            await engine(sink, client, count, options.seconds, profile)
            for client in options.client or ["pyreqwest"]
            for count in options.workers or [1, 2]
        ]
    report(bare, runs)
    if profile is not None:
        report_profile(profile)


if __name__ == "__main__":
    skip_without_nginx("send_engine")
    uvloop.run(main())
