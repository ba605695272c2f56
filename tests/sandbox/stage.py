"""A sandbox on a real socket, its clock, its webhook receiver, and short ways to call it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import orjson
import uvicorn
from pyreqwest.client import Client, ClientBuilder
from tests.sandbox.clock import HandClock
from tests.sandbox.receiver import Receiver

from harkara_sandbox.config import Behaviour, SandboxConfig
from harkara_sandbox.server import create_server

NUMBER, SECOND_NUMBER, WABA = "106540352242922", "106540352242923", "102290129340398"
SECRET, VERIFY_TOKEN = "stage-secret", "stage-verify"
# No luck involved: every message is sent, delivered and read, all at once, each status once and in order.
CALM = Behaviour(
    latency=(0, 0),
    time_scale=0,
    read_share=1,
    fail_share=0,
    skip_delivered_share=0,
    duplicate_share=0,
    disorder_share=0,
    batch_window=0,
)


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def json(self) -> Any:
        return orjson.loads(self.content)

    @property
    def error(self) -> dict[str, Any]:
        return self.json["error"]

    @property
    def wamid(self) -> str:
        return self.json["messages"][0]["id"]


@dataclass
class Stage:
    address: str
    client: Client
    clock: HandClock
    receiver: Receiver

    async def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        token: str | None = "SANDBOX-TOKEN-1",
        raw: bytes | None = None,
    ) -> Answer:
        request = self.client.request(method, self.address + path)
        if token is not None:
            request = request.bearer_auth(token)
        if body is not None:
            raw = orjson.dumps(body)
        if raw is not None:
            request = request.body_bytes(raw)
        response = await request.build().send()
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status, headers, bytes(await response.bytes()))

    async def get(self, path: str, *, token: str | None = "SANDBOX-TOKEN-1") -> Any:
        """The JSON of a GET that must succeed."""
        answer = await self.call("GET", path, token=token)
        assert answer.status == 200, answer.content
        return answer.json

    async def control(self, method: str, path: str, body: Any = None) -> Any:
        """The JSON of a control call that must succeed."""
        answer = await self.call(method, f"/sandbox/{path}", body, token=None)
        assert answer.status in {200, 201}, answer.content
        return answer.json

    async def send(self, body: Any = None, *, number: str = NUMBER, **changes: Any) -> Answer:
        return await self.call("POST", f"/v25.0/{number}/messages", {**(body or order_shipped()), **changes})

    async def until(self, path: str, holds: Callable[[Any], bool]) -> Any:
        """Ask the control API until what it says holds."""
        async with asyncio.timeout(10):
            while True:
                state = await self.control("GET", path)
                if holds(state):
                    return state
                await asyncio.sleep(0.005)  # polling with the deadline above


def text_parameters(*texts: str) -> list[dict[str, str]]:
    return [{"type": "text", "text": text} for text in texts]


def template_send(name: str, *components: dict[str, Any], language: str = "en", to: str = "+919812345678") -> Any:
    return {
        "messaging_product": "whatsapp",
        "to": to,
        "type": "template",
        "template": {"name": name, "language": {"code": language}, "components": list(components)},
    }


def body_of(*texts: str) -> dict[str, Any]:
    return {"type": "body", "parameters": text_parameters(*texts)}


def order_shipped(to: str = "+919812345678") -> Any:
    return template_send("order_shipped", body_of("Priya", "AS-1", "Friday"), to=to)


def text_send(text: str = "Hello", to: str = "+919812345678") -> Any:
    return {"messaging_product": "whatsapp", "to": to, "type": "text", "text": {"body": text}}


@asynccontextmanager
async def serving(server: uvicorn.Server) -> AsyncGenerator[str]:
    """Serve for the duration of the block, on the test's own loop; signals stay with pytest."""
    server.capture_signals = nullcontext  # type: ignore[method-assign]
    task = asyncio.create_task(server.serve())
    async with asyncio.timeout(10):
        while not server.started:  # noqa: ASYNC110  uvicorn has no event to wait for; the deadline is above
            await asyncio.sleep(0.005)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        await task


@asynccontextmanager
async def staged(**settings: Any) -> AsyncGenerator[Stage]:
    """A sandbox that posts to its own receiver; `settings` go over the SandboxConfig of the stage."""
    receiver, clock = Receiver(VERIFY_TOKEN), HandClock()
    hook = uvicorn.Server(uvicorn.Config(receiver.app, port=0, log_config=None, ws="none", lifespan="off"))
    async with serving(hook) as hook_address:
        chosen = {
            "webhook_url": f"{hook_address}/hook",
            "app_secret": SECRET,
            "verify_token": VERIFY_TOKEN,
            "behaviour": CALM,
            "clock": clock,
        } | settings
        async with (
            serving(create_server(SandboxConfig(**chosen), 0)) as address,
            ClientBuilder().no_proxy().timeout(timedelta(seconds=20)).build() as client,
        ):
            yield Stage(address, client, clock, receiver)
