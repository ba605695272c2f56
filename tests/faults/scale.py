"""How big the runs are: short in `make test`, long in `make faults` (HARKARA_FAULTS=long). The tests are the same."""

from __future__ import annotations

import os
from typing import TypeVar

T = TypeVar("T")

LONG = os.environ.get("HARKARA_FAULTS") == "long"
SEED = 20261123


def sized(short: T, long: T) -> T:
    """Return the value for the runs of today."""
    return long if LONG else short


STUCK_AFTER: int = sized(8, 300)
"""STUCK_AFTER_SECONDS of the processes under test; 300 is the product's default."""

SETTLED_WITHIN = 2.0 * STUCK_AFTER + 60.0
"""Seconds until a campaign must be completed once everything that can be sent was sent."""

LATENCY = (0.1, 0.3)
"""Seconds the sandbox takes for an answer, as Meta does (mean 0.2)."""

JITTER = 1.1
"""Messages leave by the clock and are counted on arrival, on the same busy machine: a second may hold so much more than
the rate. The exact figure is reported. Two senders at a time would show as up to twice the rate."""
