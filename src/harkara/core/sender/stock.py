"""Messages a runner has claimed and not yet sent. Replies go first."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable
from typing import NamedTuple

from harkara.core.sender.queue import Queued, QueuedMessage, QueuedReply


class Held(NamedTuple):
    """A claimed message and the moment (monotonic) after which it may not leave any more."""

    message: Queued
    lease_ends: float


class Stock:
    """Filled by the feeder, emptied by the runner."""

    def __init__(self) -> None:
        self._replies: deque[Held] = deque()
        self._messages: deque[Held] = deque()
        self._changed = asyncio.Event()
        self._closed = False

    @property
    def messages(self) -> int:
        """How many campaign messages are at hand."""
        return len(self._messages)

    def __len__(self) -> int:
        return len(self._replies) + len(self._messages)

    def put(self, replies: Iterable[QueuedReply], messages: Iterable[QueuedMessage], lease_ends: float) -> None:
        """Add what was claimed."""
        self._replies.extend(Held(reply, lease_ends) for reply in replies)
        self._messages.extend(Held(message, lease_ends) for message in messages)
        self._changed.set()

    async def take(self) -> Held | None:
        """Return the next message, waiting for one if need be; None once closed."""
        while not self._closed:
            if self._replies:
                return self._replies.popleft()
            if self._messages:
                return self._messages.popleft()
            self._changed.clear()
            await self._changed.wait()
        return None

    def close(self) -> None:
        """Let nobody wait or take any more."""
        self._closed = True
        self._changed.set()

    def withdraw_campaign(self, keep: int | None) -> list[Queued]:
        """Remove and return the messages of all campaigns but `keep`."""
        withdrawn = [held for held in self._messages if _campaign(held) != keep]
        if withdrawn:
            self._messages = deque(held for held in self._messages if _campaign(held) == keep)
        return [held.message for held in withdrawn]

    def withdraw_all(self) -> list[Queued]:
        """Remove and return everything."""
        withdrawn = [held.message for held in (*self._replies, *self._messages)]
        self._replies.clear()
        self._messages.clear()
        return withdrawn


def _campaign(held: Held) -> int:
    assert isinstance(held.message, QueuedMessage)
    return held.message.campaign_id
