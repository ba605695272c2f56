"""Serves an app on a free loopback port and speaks to it over a real socket."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Literal

import uvicorn
from fastapi import FastAPI
from pyreqwest.client import Client, ClientBuilder


@dataclass
class Answer:
    """An HTTP answer, its body parsed if it is JSON of any kind."""

    status: int
    headers: dict[str, str]
    content: bytes
    body: Any


@dataclass
class Web:
    """A client for one server."""

    client: Client
    address: str

    async def call(
        self,
        method: str,
        path: str,
        *,
        json_body: Any = None,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        request = self.client.request(method, self.address + path)
        for name, value in (headers or {}).items():
            request = request.header(name, value)
        if json_body is not None:
            request = request.body_json(json_body)
        elif content is not None:
            request = request.body_bytes(content)
        response = await request.build().send()
        raw = bytes(await response.bytes())
        found = {name.lower(): value for name, value in response.headers.items()}
        is_json = "json" in found.get("content-type", "")
        return Answer(response.status, found, raw, json.loads(raw) if is_json and raw else None)


@asynccontextmanager
async def serving(
    app: FastAPI, *, lifespan: Literal["on", "off"] = "off", config: uvicorn.Config | None = None
) -> AsyncGenerator[Web]:
    """Serve the app for the duration of the block, in a way of its own or plainly."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(config or uvicorn.Config(app, log_config=None, lifespan=lifespan))
        task = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            async with ClientBuilder().build() as client:
                yield Web(client, f"http://127.0.0.1:{listener.getsockname()[1]}")
        finally:
            server.should_exit = True
            await task
