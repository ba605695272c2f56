"""What became of webhooks, summed up over ten seconds and told in one line. Nothing is told while none come."""

from __future__ import annotations

import asyncio
from collections import Counter

from harkara.kit.logging import get_logger

log = get_logger(__name__)

EVERY = 10.0
"""Seconds one line covers, from the first webhook on."""


class WebhookSums:
    """One per API process."""

    def __init__(self, every: float = EVERY) -> None:
        self._every = every
        self._statuses: Counter[int] = Counter()
        self._slowest = 0.0
        self._telling: asyncio.TimerHandle | None = None

    def add(self, status: int, seconds: float) -> None:
        """Count an answer; 0 stands for none, because the caller was gone."""
        self._statuses[status] += 1
        self._slowest = max(self._slowest, seconds)
        if self._telling is None:
            self._telling = asyncio.get_running_loop().call_later(self._every, self.tell)

    def tell(self) -> None:
        """Write the line, and begin anew."""
        if self._telling is not None:
            self._telling.cancel()
        stored, total = self._statuses[200], self._statuses.total()
        tell = log.info if stored == total else log.warning
        others = {str(status): count for status, count in self._statuses.items() if status != 200}
        tell("webhooks", stored=stored, refused=others, seconds=self._every, slowest_ms=round(self._slowest * 1000, 1))
        self._statuses.clear()
        self._slowest = 0.0
        self._telling = None
