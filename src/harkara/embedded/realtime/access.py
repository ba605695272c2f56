"""Who may listen. Decided above: Realtime only asks, with the token a channel came with."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class AccessRefusedError(Exception):
    """The token lets nobody in, or no longer; the text says why."""


class Doorkeeper(Protocol):
    """Knows the admin."""

    async def admit(self, token: str) -> datetime:
        """Return until when the token is good; raise AccessRefusedError if it is not, or if that cannot be told."""
        ...
