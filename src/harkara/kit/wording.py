"""Figures, times and durations as people in India read them: 1,00,000; 23 Nov 2026, 18:30 IST; 3 min 20 s."""

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


def roughly(seconds: float) -> str:
    """Return an estimated duration: `1 h 5 min`, `17 min`, and seconds only below a minute."""
    minutes = round(seconds / 60)
    if minutes == 0:
        return duration(seconds)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


def duration(seconds: float) -> str:
    """Return a duration as a person says it, e.g. `1 h 5 min`, `3 min 20 s`, `8 s`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
