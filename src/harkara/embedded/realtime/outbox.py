"""What waits to be sent over one connection. A client that does not keep up is given up, never waited for."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

MOST_FRAMES = 2_000
MOST_BYTES = 4 * 1024 * 1024
"""Beside what the sockets hold. An update is 1 kB: an hour of a campaign's, or a burst of everything there is."""


class Outbox:
    """Takes frames at once; one task sends them."""

    def __init__(self, on_overflow: Callable[[], None]) -> None:
        self._on_overflow = on_overflow
        self._frames: deque[str] = deque()
        self._bytes = 0
        self._filled = asyncio.Event()
        self._is_given_up = False

    def put(self, frame: str) -> None:
        """Leave a frame to be sent."""
        if self._is_given_up:
            return
        self._frames.append(frame)
        self._bytes += len(frame)
        self._filled.set()
        if len(self._frames) > MOST_FRAMES or self._bytes > MOST_BYTES:
            self._is_given_up = True
            self._frames.clear()
            self._on_overflow()

    async def send_all(self, send: Callable[[str], Awaitable[None]]) -> None:
        """Send what comes, in order, for as long as this runs."""
        while True:
            await self._filled.wait()
            while self._frames:
                frame = self._frames.popleft()
                await send(frame)
                self._bytes -= len(frame)
            self._filled.clear()
