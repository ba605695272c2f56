"""A Node process that is told what to do and tells what it saw, a line of JSON each."""

from __future__ import annotations

import asyncio
import json
from typing import Any

PATIENCE = 60.0


class NodeProcess:
    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def do(self, command: str, **values: Any) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"command": command, **values}).encode() + b"\n")
        await self._process.stdin.drain()

    async def hear(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = await asyncio.wait_for(self._process.stdout.readline(), PATIENCE)
        assert line, "the process has ended"
        return json.loads(line)
