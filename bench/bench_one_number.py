"""One number at 1,000/s with the status flood on: three statuses per message come back to our webhook while it sends.

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
from meta_flood import serve

RATE = 1000
SECRET = "bench-app-secret"


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
    webhooks_refused: int
    statuses_applied_after_s: float
    worker_peak_mb: float


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
def process(target: object, *args: object) -> Generator[None]:
    """Run a function as a process of its own."""
    running = multiprocessing.get_context("spawn").Process(target=target, args=args)  # type: ignore[arg-type]
    running.start()
    try:
        yield
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


async def run(messages: int, per_post: int) -> Figures:
    """Send a campaign of `messages` and take its statuses."""
    meta_port, api_port = free_port(), free_port()
    async with installation(f"http://127.0.0.1:{meta_port}") as (settings, url):
        settings = settings.model_copy(
            update={"port": api_port, "database_url": url, "meta_app_secret": type(settings.encryption_key)(SECRET)}
        )
        near, far = multiprocessing.Pipe()
        webhook = f"http://127.0.0.1:{api_port}/webhooks/whatsapp"
        with process(serve, meta_port, webhook, SECRET, per_post, far), process(be_api, settings):
            await asyncio.to_thread(near.recv)
            await wait_for_port(api_port)
            await start_campaigns(settings, url, numbers=1, recipients=messages, rate=RATE)
            database, peak = Database(url), [0.0]
            with workers(1, settings, url) as [worker]:
                ended = await until("SELECT total_sent FROM campaigns", messages, database, peak, worker)
                applied = await until("SELECT total_read FROM campaigns", messages, database, peak, worker)
            near.send("figures")
            arrivals, latencies, refused, doubled = await asyncio.to_thread(near.recv)
            assert await sent(database) == messages
            await database.close()
    latencies.sort()
    seconds = arrivals[-1] - arrivals[0]
    return Figures(
        len(arrivals),
        seconds,
        (len(arrivals) - 1) / seconds,
        most_within_a_second(arrivals),
        doubled,
        per_post,
        len(latencies),
        statistics.median(latencies) * 1000,
        latencies[int(len(latencies) * 0.99)] * 1000,
        refused,
        applied - ended,
        max(peak),
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
    table.add_row("last status applied after", f"{figures.statuses_applied_after_s:.1f} s", "")
    table.add_row("worker memory, peak", f"{figures.worker_peak_mb:,.0f} MB", "≤ 200 MB")
    Console().print(table)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--per-post", type=int, default=20)
    options = parser.parse_args()
    report(uvloop.run(run(options.messages, options.per_post)))
