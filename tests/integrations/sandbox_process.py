"""The sandbox in a process of its own, reached over HTTP only: Meta's part in the tests. Back at its start for each test."""

from __future__ import annotations

import asyncio
import socket
import sys
from collections.abc import AsyncGenerator
from datetime import timedelta
from typing import Any

import orjson
import pytest
from pyreqwest.client import Client, ClientBuilder
from pyreqwest.exceptions import PyreqwestError

TOKEN = "SANDBOX-TOKEN-1"
EXPIRED_TOKEN = "EXPIRED-TOKEN"
SEND_ONLY_TOKEN = "SEND-ONLY-TOKEN"
WABA = "102290129340398"
NUMBER = "106540352242922"
SECOND_NUMBER = "106540352242923"
START_SECONDS = 20


class SandboxControl:
    """Steers the stand-in by its control API."""

    def __init__(self, url: str, client: Client) -> None:
        self.url = url
        self._client = client

    async def post(self, path: str, **content: object) -> Any:
        return await self._call("POST", path, content)

    async def delete(self, path: str) -> Any:
        return await self._call("DELETE", path, {})

    async def state(self) -> Any:
        return await self._call("GET", "state", {})

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
async def sandbox_process() -> AsyncGenerator[SandboxControl]:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "harkara_sandbox", "--port", str(port), stderr=asyncio.subprocess.DEVNULL
    )
    async with ClientBuilder().no_proxy().timeout(timedelta(seconds=10)).build() as client:
        control = SandboxControl(f"http://127.0.0.1:{port}", client)
        async with asyncio.timeout(START_SECONDS):
            await _answers(control)
        yield control
    process.terminate()
    await process.wait()


@pytest.fixture
async def sandbox(sandbox_process: SandboxControl) -> SandboxControl:
    """Meta as after a fresh start."""
    await sandbox_process.post("reset")
    return sandbox_process


async def _answers(control: SandboxControl) -> None:
    while True:
        try:
            await control.state()
        except PyreqwestError:
            await asyncio.sleep(0.05)
        else:
            return
