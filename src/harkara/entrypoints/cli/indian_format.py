"""Figures and times as people in India read them: 1,00,000 and 23 Nov 2026, 18:30 IST."""

from __future__ import annotations

import re
from datetime import datetime

from harkara.kit.clock import IST

# After the last three digits, a comma before every two.
_PAIR = re.compile(r"(?<=\d)(?=(\d\d)+\d$)")


def grouped(figure: int) -> str:
    """Return a whole number in lakhs and crores."""
    return _PAIR.sub(",", str(figure))


def ist(moment: datetime) -> str:
    """Return a moment in Indian time, to the minute."""
    return moment.astimezone(IST).strftime("%d %b %Y, %H:%M IST").lstrip("0")
