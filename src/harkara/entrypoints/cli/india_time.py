"""Times as people type them at a terminal."""

from __future__ import annotations

from datetime import datetime

from harkara.kit.clock import IST
from harkara.kit.errors import InvalidInputError


def moment_in_india(text: str) -> datetime:
    """Take a time without an offset as India's: it was typed by a person, not by a program."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise InvalidInputError(f"'{text}' is not a time.", mend='Write it like "2026-11-24 18:30" (IST).') from None
    return moment if moment.tzinfo else moment.replace(tzinfo=IST)
