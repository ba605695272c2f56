"""The only place that asks what time it is. Code takes a Clock, so tests can move the time by hand."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

IST = ZoneInfo("Asia/Kolkata")


class Clock(Protocol):
    """Wall time for records, monotonic time for durations and deadlines, and a way to wait."""

    def now(self) -> datetime:
        """Return the wall time, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Return seconds that never jump; only differences mean something."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait for `seconds`."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the wall time, aware, in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - the one place that may ask

    def monotonic(self) -> float:
        """Return seconds that never jump and go on while the process is stopped (SIGSTOP)."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait for `seconds` without blocking the event loop."""
        await asyncio.sleep(seconds)
