"""From Meta's webhook to our call of Graph, with a model that answers at once: what we add to a customer's waiting.

API, worker, sandbox and PostgreSQL are real processes; customers write `--rate` messages a second, each once, to four numbers.
Both ends are read off the same machine's clock: the moment before the POST, and the moment the sandbox takes the reply.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import hmac
import json
import statistics
import subprocess
import sys
import time
from dataclasses import asdict, dataclass

import orjson
import uvloop
from pyreqwest.client import Client, ClientBuilder
from rich.console import Console
from rich.table import Table
from sqlalchemy import text

from bench_one_number import be_api, free_port, process, wait_for_port
from engine import installation, workers
from harkara.core.numbers.credentials import seal_token
from harkara.core.numbers.models import WhatsAppNumber
from harkara.kit.crypto import SecretBox
from harkara.kit.db import Database
from harkara.kit.settings import Settings

SECRET = "bench-app-secret"
TOKEN = "SANDBOX-TOKEN-1"
FIRST_NUMBER = 106540352242922
NUMBERS = 4
PATIENCE = 30.0


@dataclass
class Figures:
    """What the run reached."""

    messages: int
    per_second: float
    answered: int
    doubled: int
    p50_ms: float
    p99_ms: float
    max_ms: float


async def connect_numbers(settings: Settings, database: Database) -> None:
    """Connect the sandbox's numbers."""
    assert settings.encryption_key is not None
    box = SecretBox(settings.encryption_key.get_secret_value())
    async with database.transaction() as session:
        for number in range(FIRST_NUMBER, FIRST_NUMBER + NUMBERS):
            session.add(
                WhatsAppNumber(
                    display_name=f"Number {number}",
                    phone_number_id=str(number),
                    waba_id="102290129340398",
                    access_token_encrypted=seal_token(box, str(number), TOKEN),
                    system_prompt="You are the assistant of Asha Sarees. Answer shortly.",
                )
            )


def webhook(serial: int) -> bytes:
    """Return one customer's message as Meta posts it."""
    sender = f"9197{serial:08}"
    message = {
        "from": sender,
        "id": f"wamid.bench{serial}",
        "timestamp": str(int(time.time())),
        "type": "text",
        "text": {"body": "Where is my order?"},
    }
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "1", "phone_number_id": str(FIRST_NUMBER + serial % NUMBERS)},
        "contacts": [{"profile": {"name": "Asha"}, "wa_id": sender}],
        "messages": [message],
    }
    change = {"field": "messages", "value": value}
    return orjson.dumps({"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [change]}]})


async def write(client: Client, url: str, serial: int, written: dict[str, float]) -> None:
    """Post one message and note when."""
    body = webhook(serial)
    signature = "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    written[f"9197{serial:08}"] = time.time()
    request = client.post(url).header("X-Hub-Signature-256", signature).body_bytes(body).build()
    response = await request.send()
    assert response.status == 200, response.status


async def write_all(client: Client, url: str, messages: int, per_second: float, first: int = 0) -> dict[str, float]:
    """Post messages at an even pace, whether the former are answered or not."""
    written: dict[str, float] = {}
    begun = time.perf_counter()
    async with asyncio.TaskGroup() as posts:
        for position in range(messages):
            await asyncio.sleep(max(0.0, begun + position / per_second - time.perf_counter()))
            posts.create_task(write(client, url, first + position, written))
    return written


async def replies(client: Client, sandbox: str) -> list[tuple[str, float]]:
    """Return who got a reply and when."""
    answer = orjson.loads(bytes(await (await client.get(f"{sandbox}/sandbox/ledger").build().send()).bytes()))
    return [(record["to"], record["accepted_at"]) for record in answer["data"]]


async def until_answered(client: Client, sandbox: str, wanted: int) -> list[tuple[str, float]]:
    """Wait until so many replies are there, or no more can be expected."""
    ends = time.monotonic() + PATIENCE
    while len(found := await replies(client, sandbox)) < wanted and time.monotonic() < ends:  # noqa: ASYNC110 - another process answers
        await asyncio.sleep(0.5)
    return found


async def run(messages: int, per_second: float) -> Figures:
    """Let customers write, and measure how soon they are answered."""
    sandbox_port, api_port = free_port(), free_port()
    sandbox = f"http://127.0.0.1:{sandbox_port}"
    meta = await asyncio.to_thread(
        subprocess.Popen,
        [sys.executable, "-m", "harkara_sandbox", "--port", str(sandbox_port), "--numbers", str(NUMBERS)],
        stdout=subprocess.DEVNULL,
    )
    try:
        await wait_for_port(sandbox_port)
        async with installation(sandbox) as (settings, url), ClientBuilder().no_proxy().build() as client:
            secret = type(settings.encryption_key)
            settings = settings.model_copy(
                update={
                    "port": api_port,
                    "database_url": url,
                    "meta_app_secret": secret(SECRET),
                    "openai_api_key": secret("sk-bench"),
                    "openai_base_url": f"{sandbox}/v1",
                }
            )
            behaviour = orjson.dumps({"latency": [0, 0], "window_error": "off", "webhooks_held": True})
            await client.post(f"{sandbox}/sandbox/config").body_bytes(behaviour).build().send()
            database = Database(url)
            await connect_numbers(settings, database)
            address = f"http://127.0.0.1:{api_port}/webhooks/whatsapp"
            with process(be_api, settings), workers(1, settings, url):
                await wait_for_port(api_port)
                await until_worker_is_there(database)
                warm_up = 50
                await write_all(client, address, warm_up, per_second, first=10_000_000)
                await until_answered(client, sandbox, warm_up)
                written = await write_all(client, address, messages, per_second)
                found = await until_answered(client, sandbox, warm_up + messages)
            await database.close()
    finally:
        meta.terminate()
        meta.wait(10)
    return figures(written, found, per_second)


async def until_worker_is_there(database: Database) -> None:
    """Wait for the worker's first heartbeat."""
    while True:
        async with database.transaction() as session:
            if await session.scalar(text("SELECT count(*) FROM sender_workers")):
                return
        await asyncio.sleep(0.1)


def figures(written: dict[str, float], found: list[tuple[str, float]], per_second: float) -> Figures:
    """Return the latencies of those who were answered, and whether anybody was not or twice."""
    answered = [(to, at) for to, at in found if to in written]
    latencies = sorted(at - written[to] for to, at in answered)
    return Figures(
        len(written),
        per_second,
        len({to for to, _ in answered}),
        len(answered) - len({to for to, _ in answered}),
        statistics.median(latencies) * 1000,
        latencies[int(len(latencies) * 0.99)] * 1000,
        latencies[-1] * 1000,
    )


def report(measured: Figures) -> None:
    """Print the JSON line and the table."""
    print(json.dumps({"bench": "replies", **asdict(measured)}))
    table = Table(title=f"Replies to {measured.per_second:g} messages/s, a model that answers at once")
    table.add_column("")
    table.add_column("measured", justify="right")
    table.add_row("answered", f"{measured.answered:,} of {measured.messages:,}")
    table.add_row("doubled", str(measured.doubled))
    table.add_row("webhook to Graph, p50", f"{measured.p50_ms:.0f} ms")
    table.add_row("p99", f"{measured.p99_ms:.0f} ms")
    table.add_row("max", f"{measured.max_ms:.0f} ms")
    Console().print(table)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--messages", type=int, default=3000)
    parser.add_argument("--rate", type=float, default=50.0)
    options = parser.parse_args()
    report(uvloop.run(run(options.messages, options.rate)))
