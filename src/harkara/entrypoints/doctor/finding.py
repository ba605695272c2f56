"""What a check found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class State(Enum):
    """How bad it is; the value is the sign in the table."""

    GOOD = "✓"
    DOUBTFUL = "!"
    BROKEN = "✗"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the table. `mend` is there whenever it is not good."""

    subject: str
    state: State
    text: str
    mend: str | None = None


def good(subject: str, text: str) -> Finding:
    """Return a finding that needs nothing."""
    return Finding(subject, State.GOOD, text)


def doubtful(subject: str, text: str, mend: str) -> Finding:
    """Return a finding that does not stop the platform."""
    return Finding(subject, State.DOUBTFUL, text, mend)


def broken(subject: str, text: str, mend: str) -> Finding:
    """Return a finding that must be mended."""
    return Finding(subject, State.BROKEN, text, mend)
