"""The mark each send carries in `biz_opaque_callback_data` and Meta echoes in every status: who sent it, to whom, which try.

It is what lets a status webhook settle a send whose answer was lost (ADR 0003). No personal data: Meta can read it.
"""

from __future__ import annotations

from dataclasses import dataclass

_PREFIX = "hk"
_REPLY = "r"


@dataclass(frozen=True, slots=True)
class AttemptId:
    """One try at one recipient of one campaign, or at one reply."""

    installation: str
    id: int
    """campaign_contacts.id, or reply_queue.id of a reply."""
    attempt: int
    is_reply: bool = False

    def __str__(self) -> str:
        lane = _REPLY if self.is_reply else ""
        return f"{_PREFIX}:{self.installation}:{lane}{self.id}:{self.attempt}"


def parse_attempt_id(text: str | None) -> AttemptId | None:
    """Return the attempt in a status's callback data, or None if another program (or nobody) set it."""
    parts = (text or "").split(":")
    if len(parts) != 4 or parts[0] != _PREFIX:
        return None
    item, attempt = parts[2].removeprefix(_REPLY), parts[3]
    if not (_is_number(item) and _is_number(attempt)):
        return None
    return AttemptId(parts[1], int(item), int(attempt), is_reply=parts[2].startswith(_REPLY))


def _is_number(text: str) -> bool:
    """Say whether it is a number of ours: short enough for a bigint, ASCII digits only."""
    return text.isascii() and text.isdigit() and len(text) <= 18
