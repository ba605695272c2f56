"""A sender that sends nothing: every message counts as taken at once. Leaves only the queue's own work to measure."""

from __future__ import annotations

import itertools

from harkara.integrations.whatsapp.sending import Accepted, SendResult


class InstantSender:
    """Fulfils what the runner needs of MessageSender."""

    def __init__(self, _base_url: str, _version: str, **_options: object) -> None:
        self._serial = itertools.count()

    async def send(self, phone_number_id: str, _token: str, _body: bytes) -> SendResult:
        """Make up a message id."""
        return Accepted(f"wamid.{phone_number_id}.{next(self._serial)}", None, "accepted")

    async def close(self) -> None:
        """Nothing to close."""
