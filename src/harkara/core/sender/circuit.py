"""Stops sending while Meta does not answer, so that an outage spends no message's attempts. Pure; one per number.

The circuit opens after a few troubles in a row or a silence, lets one message a second through to see, and closes with the first
proper answer. A maintenance of the number (131057, about a minute during a throughput upgrade) is such an outage too.
"""

from __future__ import annotations

OPEN_AFTER = 10
"""Troubles in a row (no connection, 5xx, time-out). With 5 % of answers bad this happens by chance once in 10^13 messages."""

SILENCE = 5.0
"""Seconds without any answer, with requests waiting for one, until Meta counts as gone. Slow answers take up to 2 s."""

PROBE_EVERY = 1.0
"""Seconds between two messages while the circuit is open."""


class Circuit:
    """Closed: send. Open: one message every PROBE_EVERY seconds."""

    def __init__(self, now: float) -> None:
        self.is_open = False
        self._troubles = 0
        self._answered = now
        self._next_probe = now
        self._closed_at = float("-inf")

    def hear(self, trouble: bool, departed: float, now: float) -> bool:
        """Take in the end of a request that left at `departed`; return whether this opened or closed the circuit."""
        was_open = self.is_open
        if trouble and departed < self._closed_at:
            return False  # a time-out of the outage that is over
        if trouble:
            self._troubles += 1
            if self._troubles >= OPEN_AFTER:
                self._open(now)
        else:
            self._troubles = 0
            self._answered = now
            if was_open:
                self.is_open = False
                self._closed_at = now
        return self.is_open != was_open

    def look(self, in_flight: int, now: float) -> bool:
        """Notice silence, from time to time; return whether this opened the circuit."""
        if in_flight == 0:
            self._answered = now
        if self.is_open or now - self._answered < SILENCE or in_flight < OPEN_AFTER:
            return False
        self._open(now)
        return True

    def may_probe(self, now: float) -> bool:
        """Say whether the next message may leave through the open circuit now; if so, it counts as left."""
        if now < self._next_probe:
            return False
        self._next_probe = now + PROBE_EVERY
        return True

    def _open(self, now: float) -> None:
        if not self.is_open:
            self._next_probe = now + PROBE_EVERY
        self.is_open = True
