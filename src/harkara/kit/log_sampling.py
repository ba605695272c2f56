"""Keeps one kind of event from drowning all others: so many lines of it in a second, then only a count of what was left out."""

from __future__ import annotations

import time
from collections.abc import Callable, MutableMapping
from typing import Any

from structlog import DropEvent

MOST_A_SECOND = 10
"""Lines of one event of one module in a second. A campaign at 1,000/s whose every message is refused writes 10 lines a second,
each with its ids; the metrics count them all."""

ALWAYS = "always"
"""Said of an event whose every line counts: `log.info("request", ..., always=True)`."""

Event = MutableMapping[str, Any]


class Sampling:
    """A processor of structlog's, the first after the level: what is left out costs no more than this."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._second = -1
        self._lines: dict[tuple[str, str], int] = {}
        self._left_out: dict[tuple[str, str], int] = {}

    def __call__(self, logger: Any, _method: str, event: Event) -> Event:
        """Let the event pass, with `left_out` if others of its kind did not; or raise DropEvent."""
        if event.pop(ALWAYS, False):
            return event
        second = int(self._monotonic())
        if second != self._second:
            self._second = second
            self._lines.clear()
        kind = (logger.name, event["event"])
        lines = self._lines[kind] = self._lines.get(kind, 0) + 1
        if lines > MOST_A_SECOND:
            self._left_out[kind] = self._left_out.get(kind, 0) + 1
            raise DropEvent
        left_out = self._left_out.pop(kind, 0)
        if left_out:
            event["left_out"] = left_out
        return event
