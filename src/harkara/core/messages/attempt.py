"""The mark each send carries in `biz_opaque_callback_data` and Meta echoes in every status: who sent it, to whom, which try.

It is what lets a status webhook settle a send whose answer was lost (ADR 0003). No personal data: Meta can read it.
"""

from __future__ import annotations

from dataclasses import dataclass

_PREFIX = "hk"


@dataclass(frozen=True, slots=True)
class AttemptId:
    """One try at one recipient of one campaign."""

    installation: str
    contact_id: int
    attempt: int

    def __str__(self) -> str:
        return f"{_PREFIX}:{self.installation}:{self.contact_id}:{self.attempt}"


def parse_attempt_id(text: str | None) -> AttemptId | None:
    """Return the attempt in a status's callback data, or None if another program (or nobody) set it."""
    parts = (text or "").split(":")
    if len(parts) != 4 or parts[0] != _PREFIX or not (_is_number(parts[2]) and _is_number(parts[3])):
        return None
    return AttemptId(parts[1], int(parts[2]), int(parts[3]))


def _is_number(text: str) -> bool:
    """Say whether it is a number of ours: short enough for a bigint, ASCII digits only."""
    return text.isascii() and text.isdigit() and len(text) <= 18
