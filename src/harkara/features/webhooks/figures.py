"""How far behind Meta's events we are, for /metrics."""

from __future__ import annotations

from prometheus_client import Histogram

LAG_SECONDS = Histogram(
    "harkara_status_lag_seconds",
    "From an event's arrival until its statuses and messages were applied: the oldest event of each batch",
    buckets=(0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 1800.0),
)
