"""How many requests may be open: what rate and latency need, bounded per number and per process. Counts only."""

from __future__ import annotations

LATENCY_COVERED = 4.0
"""Seconds of its rate a number may have open: full speed up to this mean latency, a tenth of all answers taking the whole
30 s deadline included. Beyond it the number slows down by itself."""

LATENCY_ASSURED = 0.3
"""Seconds of its rate every number may have open whatever the others do: a slow answer delays nobody else."""

LEAST_OPEN = 50

PROCESS_OPEN = 3000
"""Open requests of a process above which only the assured ones are let through. A process with more numbers than its
cores can serve would otherwise pile up requests (80,000 open and 1.3 GB, measured with 20 numbers at 1,000/s on two cores)."""


class Airspace:
    """Shared by all runners of a process."""

    def __init__(self) -> None:
        self.open = 0
        """Requests of all numbers that wait for their answer."""

    def has_room(self, own: int, rate: int) -> bool:
        """Say whether a number with `own` open requests may open one more at this rate (messages a second)."""
        if own < max(LEAST_OPEN, rate * LATENCY_ASSURED):
            return True
        return self.open < PROCESS_OPEN and own < rate * LATENCY_COVERED
