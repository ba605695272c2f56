"""The time limits of a send, all derived from STUCK_AFTER_SECONDS so that none can outlive the recovery of its message."""

from __future__ import annotations

from dataclasses import dataclass

MAX_DEADLINE = 30.0
MAX_LEASE = 5.0

DRAIN = 8.0
"""Seconds a run that must end waits for Meta's answers. A stop may take 10 s altogether; what is open after this
stays unresolved, for Meta's status to tell."""


@dataclass(frozen=True, slots=True)
class SendLimits:
    """Seconds, all together less than `stuck_after`: a message the recovery gives back is in no runner's hands any more."""

    stuck_after: float
    """Silence after which an unresolved message counts as not sent."""

    @property
    def lease(self) -> float:
        """How long after its claim a message may still leave; a paused process (SIGSTOP) wakes up to expired leases."""
        return min(MAX_LEASE, self.stuck_after / 4)

    @property
    def deadline(self) -> float:
        """Total time of one request, connecting included."""
        return min(MAX_DEADLINE, self.stuck_after / 2)
