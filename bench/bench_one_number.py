"""One number at 1,000/s with the flood on: three statuses per message, and messages from 30 % of the customers, come back to
our webhook while it sends. `--messages 600000` are ten minutes.

Wanted: 99 % of the rate on average, no second above it, webhooks answered in 25 ms (median) and 250 ms (99 %), worker memory
within 200 MB. Arrival times are the receiving side's own.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import socket
import statistics
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from multiprocessing.process import BaseProcess

import psutil
import uvloop
from rich.console import Console
from rich.table import Table
from sqlalchemy import text

from engine import installation, raise_open_files, sent, start_campaigns, workers
from harkara.entrypoints.api_server import serve_api
from harkara.kit.db import Database
from harkara.kit.logging import configure_logging
from harkara.kit.settings import Settings
from meta_flood import ANSWERED_BY, serve

RATE = 1000
SECRET = "bench-app-secret"
RECEIVED = "SELECT CAST(coalesce(sum(received), 0) AS bigint) FROM number_days"


@dataclass
class Figures:
    """What the run reached."""

    messages: int
    seconds: float
    mean_per_second: float
    most_in_a_second: int
    doubled: int
    statuses_per_post: int
    webhooks: int
    webhook_p50_ms: float
    webhook_p99_ms: float
    webhook_max_ms: float
    webhooks_above_1s_share: float
    webhooks_refused: int
    inbound: int
    applied_after_s: float
    worker_peak_mb: float
    cpu_s: dict[str, float]
    database_mb_before: float
    database_mb_after: float


def free_port() -> int:
    """Return a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def be_api(settings: Settings) -> None:
    """Be the API process, whose webhook takes the flood."""
    raise_open_files()
    configure_logging("WARNING")
    serve_api(settings)


@contextmanager
def process(target: object, *args: object) -> Generator[BaseProcess]:
    """Run a function as a process of its own."""
    running = multiprocessing.get_context("spawn").Process(target=target, args=args)  # type: ignore[arg-type]
    running.start()
    try:
        yield running
    finally:
        running.terminate()
        running.join(20)


def most_within_a_second(arrivals: list[float]) -> int:
    """Return the largest number of arrivals in any window of one second."""
    start = most = 0
    for end, moment in enumerate(arrivals):
        while arrivals[start] <= moment - 1.0:
            start += 1
        most = max(most, end - start + 1)
    return most


async def until(question: str, wanted: int, database: Database, peak: list[float], watched: psutil.Process) -> float:
    """Wait until a count in the database is as wanted; return when."""
    while True:
        async with database.transaction() as session:
            count = await session.scalar(text(question)) or 0
        peak.append(watched.memory_info().rss / 1e6)
        if count >= wanted:
            return time.perf_counter()
        await asyncio.sleep(0.5)


async def database_mb(database: Database) -> float:
    """Return the size of the database."""
    async with database.transaction() as session:
        return (await session.scalar(text("SELECT pg_database_size(current_database())")) or 0) / 1e6


async def run(messages: int, per_post: int) -> Figures:
    """Send a campaign of `messages` and take its statuses."""
    meta_port, api_port = free_port(), free_port()
    async with installation(f"http://127.0.0.1:{meta_port}") as (settings, url):
        settings = settings.model_copy(
            update={"port": api_port, "database_url": url, "meta_app_secret": type(settings.encryption_key)(SECRET)}
        )
        near, far = multiprocessing.Pipe()
        webhook = f"http://127.0.0.1:{api_port}/webhooks/whatsapp"
        with process(serve, meta_port, webhook, SECRET, per_post, far), process(be_api, settings) as api:
            await asyncio.to_thread(near.recv)
            await wait_for_port(api_port)
            await start_campaigns(settings, url, numbers=1, recipients=messages, rate=RATE)
            database, peak = Database(url), [0.0]
            before = await database_mb(database)
            with workers(1, settings, url) as [worker]:
                ended = await until("SELECT total_sent FROM campaigns", messages, database, peak, worker)
                await until("SELECT total_read FROM campaigns", messages, database, peak, worker)
                applied = await until(RECEIVED, round(messages * ANSWERED_BY), database, peak, worker)
                cpu = {"worker": worker.cpu_times(), "api": psutil.Process(api.pid).cpu_times()}
            near.send("figures")
            seen = await asyncio.to_thread(near.recv)
            assert await sent(database) == messages
            after = await database_mb(database)
            await database.close()
    arrivals, latencies = seen.arrivals, seen.latencies
    latencies.sort()
    seconds = arrivals[-1] - arrivals[0]
    return Figures(
        len(arrivals),
        seconds,
        (len(arrivals) - 1) / seconds,
        most_within_a_second(arrivals),
        seen.doubled,
        per_post,
        len(latencies),
        statistics.median(latencies) * 1000,
        latencies[int(len(latencies) * 0.99)] * 1000,
        latencies[-1] * 1000,
        sum(latency > 1.0 for latency in latencies) / len(latencies),
        seen.refused,
        seen.inbound,
        applied - ended,
        max(peak),
        {name: round(times.user + times.system, 1) for name, times in cpu.items()},
        before,
        after,
    )


async def wait_for_port(port: int) -> None:
    """Return once something listens."""
    while True:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except ConnectionRefusedError:
            await asyncio.sleep(0.1)
        else:
            writer.close()
            return


def report(figures: Figures) -> None:
    """Print the JSON line and the table."""
    print(json.dumps({"bench": "one_number", **asdict(figures)}))
    table = Table(title=f"One number at {RATE}/s, 3 statuses per message, {figures.statuses_per_post} per webhook")
    for heading in ("", "measured", "wanted"):
        table.add_column(heading, justify="right")
    share = figures.mean_per_second / RATE
    table.add_row("mean", f"{figures.mean_per_second:,.1f}/s ({share:.1%})", "≥ 99 %")
    table.add_row("most in any second", f"{figures.most_in_a_second:,}", f"≤ {RATE:,}")
    table.add_row("doubled", str(figures.doubled), "0")
    table.add_row("webhooks p50", f"{figures.webhook_p50_ms:.1f} ms", "≤ 25 ms")
    table.add_row("webhooks p99", f"{figures.webhook_p99_ms:.1f} ms", "≤ 250 ms")
    table.add_row("webhooks, slowest", f"{figures.webhook_max_ms:.0f} ms", "")
    table.add_row("webhooks above 1 s", f"{figures.webhooks_above_1s_share:.2%}", "< 1 %")
    table.add_row("messages from customers", f"{figures.inbound:,}", "")
    table.add_row("all applied after", f"{figures.applied_after_s:.1f} s", "≤ 60 s")
    table.add_row("worker memory, peak", f"{figures.worker_peak_mb:,.0f} MB", "≤ 200 MB")
    table.add_row("CPU of worker / API", " / ".join(f"{seconds:.0f} s" for seconds in figures.cpu_s.values()), "")
    table.add_row("database", f"{figures.database_mb_before:,.0f} → {figures.database_mb_after:,.0f} MB", "")
    Console().print(table)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--per-post", type=int, default=20)
    options = parser.parse_args()
    report(uvloop.run(run(options.messages, options.per_post)))
