"""Webhook intake: how many signed events a second the API process stores before it answers 200, with nobody processing them.

wrk, API process and PostgreSQL share the machine. Wanted: 5,000 POST/s with one status each, 40,000 statuses/s at 100 per POST.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
from dataclasses import asdict, dataclass

import orjson
import uvloop
from rich.console import Console
from rich.table import Table
from sqlalchemy import text

from bench_one_number import SECRET, be_api, free_port, process, wait_for_port
from engine import installation
from harkara.kit.db import Database
from poster import post, skip_without_wrk

CASES = ((1, 5_000), (100, 40_000))
"""Statuses per POST, and the statuses a second that are wanted."""

CONNECTIONS = 64
DIFFERENT_BODIES = 500


@dataclass
class Figures:
    """What one case reached."""

    statuses_per_post: int
    connections: int
    seconds: float
    posts_per_second: float
    statuses_per_second: float
    p50_ms: float
    p99_ms: float
    max_ms: float
    posts_per_commit: float
    bytes_per_post: float
    disk_bytes_per_post: float
    answered: int
    stored: int
    refused: int
    wanted_statuses_per_second: int


def body_of(statuses: int) -> bytes:
    """Return one POST of Meta's with so many statuses, each as long as the real ones."""
    items = [
        {
            "id": f"wamid.HBgMOTE5ODc2NTQzMjEwFQIAERgS{os.urandom(9).hex().upper()}AA==",
            "status": "delivered",
            "timestamp": "1795000000",
            "recipient_id": "919876543210",
            "biz_opaque_callback_data": f"hk:0123456789:{int.from_bytes(os.urandom(3))}:1",
            "conversation": {"id": os.urandom(16).hex(), "origin": {"type": "utility"}},
            "pricing": {"billable": True, "pricing_model": "PMP", "category": "utility", "type": "regular"},
        }
        for _ in range(statuses)
    ]
    metadata = {"display_phone_number": "919800000000", "phone_number_id": "106540352242922"}
    value = {"messaging_product": "whatsapp", "metadata": metadata, "statuses": items}
    entry = {"id": "102290129340398", "changes": [{"value": value, "field": "messages"}]}
    return orjson.dumps({"object": "whatsapp_business_account", "entry": [entry]})


async def measure(per_post: int, wanted: int, connections: int, seconds: float) -> Figures:
    """Run one case on an installation of its own."""
    port = free_port()
    bodies = [body_of(per_post) for _ in range(DIFFERENT_BODIES)]
    async with installation("http://127.0.0.1:1") as (settings, url):
        settings = settings.model_copy(
            update={"port": port, "database_url": url, "meta_app_secret": type(settings.encryption_key)(SECRET)}
        )
        database = Database(url)
        with process(be_api, settings):
            await wait_for_port(port)
            before = await commits(database)
            address = f"http://127.0.0.1:{port}/"
            seen = await asyncio.to_thread(post, address, SECRET, bodies, connections=connections, seconds=seconds)
        made = await commits(database) - before
        async with database.transaction() as session:
            stored = await session.scalar(text("SELECT count(*) FROM webhook_events")) or 0
            disk = await session.scalar(text("SELECT pg_total_relation_size('webhook_events')")) or 0
        await database.close()
    posts = seen["posts"] - seen["refused"]
    return Figures(
        per_post,
        connections,
        seen["seconds"],
        posts / seen["seconds"],
        posts * per_post / seen["seconds"],
        seen["p50_ms"],
        seen["p99_ms"],
        seen["max_ms"],
        stored / made,
        sum(map(len, bodies)) / len(bodies),
        disk / stored,
        posts,
        stored,
        seen["refused"] + seen["broken"],
        wanted,
    )


async def commits(database: Database) -> int:
    """Return how many transactions were committed so far; the server counts them a moment late."""
    await asyncio.sleep(1.2)
    async with database.transaction() as session:
        question = "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()"
        return await session.scalar(text(question)) or 0


def report(cases: list[Figures]) -> None:
    """Print a JSON line per case and one table."""
    table = Table(title="Webhook intake, durable before the 200")
    for heading in ("per POST", "POST/s", "statuses/s", "wanted", "p50/p99/max ms", "POST/commit"):
        table.add_column(heading, justify="right", no_wrap=True)
    for case in cases:
        print(json.dumps({"bench": "intake", **asdict(case)}))
        table.add_row(
            str(case.statuses_per_post),
            f"{case.posts_per_second:,.0f}",
            f"{case.statuses_per_second:,.0f}",
            f"≥ {case.wanted_statuses_per_second:,}",
            f"{case.p50_ms:.0f}/{case.p99_ms:.0f}/{case.max_ms:.0f}",
            f"{case.posts_per_commit:.1f}",
        )
    Console().print(table)
    for case in cases:
        # wrk hangs up with requests under way: those are stored and nobody hears of it. Never the other way round.
        unheard = case.stored - case.answered
        print(
            f"{case.statuses_per_post} per POST: {case.answered} answered 200, {case.stored} stored, {case.refused} refused, {case.disk_bytes_per_post:,.0f} B on disk"
        )
        assert 0 <= unheard <= case.connections, "an answer of 200 without a stored row, or a row too many"


async def main() -> None:
    """Measure every case."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--connections", type=int, default=CONNECTIONS)
    options = parser.parse_args()
    report([await measure(per_post, wanted, options.connections, options.seconds) for per_post, wanted in CASES])


if __name__ == "__main__":
    skip_without_wrk("intake")
    uvloop.run(main())
