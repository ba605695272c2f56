"""A lean Meta for one fast number: notes when each message arrives, answers after a delay, and posts its statuses back, signed,
and messages from some of the customers among them.

Runs as a process of its own. What it checks is nothing; what it measures is exact: arrival times and webhook latencies.
"""

from __future__ import annotations

import asyncio
import gc
import hashlib
import hmac
import itertools
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

import httptools
import orjson
import uvloop
from pyreqwest.client import Client, ClientBuilder

ANSWER_AFTER = 0.15
STATUSES = (("sent", 0.3), ("delivered", 0.8), ("read", 1.6))
"""Statuses of every message and the seconds after its arrival when they are due."""

ANSWERED_BY = 0.3
"""Share of the messages that a customer answers: Meta's own figure for what a webhook must take (page «Throughput»)."""
ANSWER_FROM_CUSTOMER_AFTER = 2.5

POSTS_AT_ONCE = 64

Due = tuple[str, dict[str, object]]
"""A list of a change (`statuses`, `messages`) and an item of it."""


@dataclass
class Seen:
    """What the flood has measured; times in seconds of this process's clock."""

    arrivals: list[float] = field(default_factory=list)
    latencies: list[float] = field(default_factory=list)
    refused: int = 0
    recipients: set[str] = field(default_factory=set)
    doubled: int = 0
    inbound: int = 0


class Flood:
    """Collects statuses and posts them, `per_post` to a body."""

    def __init__(self, webhook: str, secret: str, per_post: int, seen: Seen) -> None:
        self._webhook = webhook
        self._secret = secret.encode()
        self._per_post = per_post
        self._seen = seen
        self._due: deque[Due] = deque()
        self._wanted = asyncio.Event()
        self.phone_number_id = ""

    def add(self, kind: str, item: dict[str, object]) -> None:
        """Let a status or a customer's message go out with the next post."""
        self._due.append((kind, item))
        if len(self._due) >= self._per_post:
            self._wanted.set()

    async def run(self, client: Client) -> None:
        """Post for ever; several of these run side by side, as Meta's do."""
        while True:
            if len(self._due) < self._per_post:
                self._wanted.clear()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._wanted.wait(), 0.2)
            if self._due:
                await self._post(client, [self._due.popleft() for _ in range(min(self._per_post, len(self._due)))])

    async def _post(self, client: Client, due: list[Due]) -> None:
        value: dict[str, object] = {
            "messaging_product": "whatsapp",
            "metadata": {"phone_number_id": self.phone_number_id},
        }
        for kind in ("statuses", "messages"):
            if items := [item for of_kind, item in due if of_kind == kind]:
                value[kind] = items
        change = {"field": "messages", "value": value}
        body = orjson.dumps({"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [change]}]})
        signature = "sha256=" + hmac.new(self._secret, body, hashlib.sha256).hexdigest()
        start = time.perf_counter()
        request = client.post(self._webhook).header("X-Hub-Signature-256", signature).body_bytes(body).build()
        response = await request.send()
        self._seen.latencies.append(time.perf_counter() - start)
        if response.status != 200:
            self._seen.refused += 1
            self._due.extend(due)


class Messages(asyncio.Protocol):
    """One connection of the sender's."""

    def __init__(self, seen: Seen, flood: Flood, serial: itertools.count[int]) -> None:
        self._seen = seen
        self._flood = flood
        self._serial = serial
        self._parser = httptools.HttpRequestParser(self)
        self._body = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def on_url(self, url: bytes) -> None:
        self._flood.phone_number_id = url.split(b"/")[-2].decode()

    def on_body(self, body: bytes) -> None:
        self._body += body

    def on_message_complete(self) -> None:
        if not self._body:  # a question about the number, not a message
            self._transport.write(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n")  # type: ignore[attr-defined] - TCP
            return
        self._seen.arrivals.append(time.perf_counter())
        message = orjson.loads(self._body)
        self._body = b""
        mark = message["biz_opaque_callback_data"]
        recipient = message["to"]
        self._seen.doubled += recipient in self._seen.recipients
        self._seen.recipients.add(recipient)
        wamid = f"wamid.flood{next(self._serial)}"
        loop = asyncio.get_running_loop()
        loop.call_later(ANSWER_AFTER, self._answer, wamid)
        for status, after in STATUSES:
            loop.call_later(after, self._flood.add, "statuses", _status(wamid, status, recipient[1:], mark))
        if len(self._seen.arrivals) % 10 < ANSWERED_BY * 10:
            self._seen.inbound += 1
            loop.call_later(ANSWER_FROM_CUSTOMER_AFTER, self._flood.add, "messages", _message(wamid, recipient[1:]))

    def _answer(self, wamid: str) -> None:
        body = orjson.dumps({"messaging_product": "whatsapp", "messages": [{"id": wamid}]})
        head = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
        self._transport.write(head.encode() + body)  # type: ignore[attr-defined] - a TCP transport


def _status(wamid: str, status: str, recipient: str, mark: str) -> dict[str, object]:
    return {
        "id": wamid,
        "status": status,
        "timestamp": str(int(time.time())),
        "recipient_id": recipient,
        "biz_opaque_callback_data": mark,
    }


def _message(wamid: str, customer: str) -> dict[str, object]:
    return {
        "id": f"{wamid}.answer",
        "from": customer,
        "timestamp": str(int(time.time())),
        "type": "text",
        "text": {"body": "Thank you. When does it come?"},
    }


def serve(port: int, webhook: str, secret: str, per_post: int, pipe: Connection) -> None:
    """Be Meta until the other end of the pipe asks for the figures."""
    seen = Seen()
    gc.disable()  # its pauses would look like bunched arrivals; what is kept is small

    async def work() -> None:
        loop = asyncio.get_running_loop()
        flood = Flood(webhook, secret, per_post, seen)
        serial = itertools.count()
        server = await loop.create_server(lambda: Messages(seen, flood, serial), "127.0.0.1", port, backlog=4096)
        async with ClientBuilder().no_proxy().build() as client:
            posting = [asyncio.create_task(flood.run(client)) for _ in range(POSTS_AT_ONCE)]
            pipe.send("ready")
            await loop.run_in_executor(None, pipe.recv)
            for task in posting:
                task.cancel()
        server.close()

    uvloop.run(work())
    pipe.send(seen)
