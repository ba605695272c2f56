"""Counts what came of sending, for /metrics: one addition per message, which costs well under a microsecond."""

from __future__ import annotations

from prometheus_client import Counter, Gauge

from harkara.integrations.whatsapp.sending import Accepted, NotSent, Refused, SendResult

RESULTS = Counter(
    "harkara_send_results",
    "Requests to Meta's messages by what came back: accepted, not_sent, unknown, or the class of Meta's error",
    ["number", "result"],
)
OPEN = Gauge("harkara_send_open_requests", "Messages that have left and wait for Meta's answer")


class ResultCounts:
    """The counts of one number; looking a label up costs more than counting."""

    def __init__(self, number_id: int) -> None:
        self._number = str(number_id)
        self._accepted = RESULTS.labels(self._number, "accepted")

    def hear(self, result: SendResult) -> None:
        """Count one."""
        if isinstance(result, Accepted):
            self._accepted.inc()
        else:
            RESULTS.labels(self._number, result_name(result)).inc()


def result_name(result: SendResult) -> str:
    """Return the word for a result."""
    if isinstance(result, Accepted):
        return "accepted"
    if isinstance(result, Refused):
        return result.error.error_class.value
    return "not_sent" if isinstance(result, NotSent) else "unknown"
