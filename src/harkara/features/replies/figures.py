"""How long language models take and how they fail, for /metrics."""

from __future__ import annotations

from prometheus_client import Histogram

MODEL_SECONDS = Histogram(
    "harkara_llm_seconds",
    "From the question to the model's answer, by outcome: answered, stopped, or what went wrong",
    ["outcome"],
    buckets=(0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 12.0, 16.0, 20.0, 30.0, 60.0),
)
