"""The sandbox on a port of its own, reached over HTTP only: Meta's part in the tests. Back at its start for each test."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncGenerator
from datetime import timedelta
from typing import Any

import orjson
import pytest
from pyreqwest.client import Client, ClientBuilder

from harkara_sandbox.config import SandboxConfig
from harkara_sandbox.server import create_server

TOKEN = "SANDBOX-TOKEN-1"
EXPIRED_TOKEN = "EXPIRED-TOKEN"
SEND_ONLY_TOKEN = "SEND-ONLY-TOKEN"
WABA = "102290129340398"
NUMBER = "106540352242922"
SECOND_NUMBER = "106540352242923"


class SandboxControl:
    """Steers the stand-in by its control API."""

    def __init__(self, url: str, client: Client) -> None:
        self.url = url
        self._client = client

    async def post(self, path: str, **content: object) -> Any:
        return await self._call("POST", path, content)

    async def delete(self, path: str) -> Any:
        return await self._call("DELETE", path, {})

    async def get(self, path: str) -> Any:
        return await self._call("GET", path, {})

    async def state(self) -> Any:
        return await self.get("state")

    async def fault(self, kind: str, **options: object) -> None:
        """Let management calls fail; see harkara_sandbox/faults.py."""
        await self.post("faults", kind=kind, **{"target": "management", **options})

    async def _call(self, method: str, path: str, content: dict[str, object]) -> Any:
        request = self._client.request(method, f"{self.url}/sandbox/{path}").body_bytes(orjson.dumps(content))
        response = await request.build().send()
        answer = orjson.loads(bytes(await response.bytes()))
        assert response.status < 300, answer
        return answer


@pytest.fixture(scope="session")
async def sandbox_server() -> AsyncGenerator[SandboxControl]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = create_server(SandboxConfig(), 0)
        task = asyncio.create_task(server.serve(sockets=[listener]))
        async with ClientBuilder().no_proxy().timeout(timedelta(seconds=10)).build() as client:
            yield SandboxControl(f"http://127.0.0.1:{listener.getsockname()[1]}", client)
        server.should_exit = True
        await task


@pytest.fixture
async def sandbox(sandbox_server: SandboxControl) -> SandboxControl:
    """Meta as after a fresh start."""
    await sandbox_server.post("reset")
    return sandbox_server
