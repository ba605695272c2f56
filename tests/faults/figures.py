"""What a run came to: sums over the sandbox's ledger, one JSON line per test, and a table of all of them."""

from __future__ import annotations

import json
import statistics
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from tests.faults.scale import LONG, SEED

RESULTS = Path(__file__).parents[2] / "bench" / "results" / "faults.jsonl"
LINES: list[dict[str, Any]] = []
"""What this process reported, for the table."""

FULL = 0.9
"""Share of the rate that counts as full again."""

COLUMNS = ("test", "case", "runs", "messages", "lost", "doubled", "unknown", "recovered_s_median", "recovered_s_worst")


class Arrivals:
    """The accepted messages of one campaign (or of some), from the ledger: the truth."""

    def __init__(self, records: Iterable[dict[str, Any]]) -> None:
        self.records = list(records)
        self.moments = sorted(record["accepted_monotonic"] for record in self.records)
        self._times = Counter(record["to"] for record in self.records)

    @property
    def reached(self) -> int:
        """Recipients with at least one accepted message."""
        return len(self._times)

    @property
    def doubled(self) -> int:
        """Recipients with more than one accepted message."""
        return sum(times > 1 for times in self._times.values())

    def between(self, start: float, end: float) -> int:
        """Messages accepted in [start, end), monotonic seconds."""
        return bisect_left(self.moments, end) - bisect_left(self.moments, start)

    def fullest_second(self, start: float = 0.0) -> int:
        """The most messages any second held that begins after `start`."""
        return max((self.between(moment, moment + 1.0) for moment in self.moments if moment >= start), default=0)

    def emptiest_second(self, start: float, end: float) -> int:
        """The fewest messages any second within [start, end] held, in steps of 50 ms."""
        steps = range(max(1, int((end - start - 1.0) / 0.05)))
        return min(self.between(start + step * 0.05, start + step * 0.05 + 1.0) for step in steps)

    def recovered_s(self, fault: float, rate: float) -> float:
        """Seconds from a fault to the start of the first second at full rate; infinite if there was none."""
        for moment in self.moments[bisect_left(self.moments, fault) :]:
            if self.between(moment, moment + 1.0) >= FULL * rate:
                return moment - fault
        return float("inf")


def spread(name: str, values: Sequence[float]) -> dict[str, float]:
    """Return median and worst of a figure."""
    return {f"{name}_median": round(statistics.median(values), 3), f"{name}_worst": round(max(values), 3)}


def report(test: str, *, runs: int, **figures: Any) -> None:
    """Print a run's figures as one JSON line; a long run also keeps it."""
    line = {"test": test, "seed": SEED, "runs": runs, **figures}
    LINES.append(line)
    print(json.dumps(line))  # noqa: T201 - the figures of the run
    if LONG:
        RESULTS.parent.mkdir(parents=True, exist_ok=True)
        with RESULTS.open("a") as file:
            file.write(json.dumps(line) + "\n")


def table(lines: Sequence[dict[str, Any]]) -> list[str]:
    """Return the lines as a table of the figures all tests share."""
    rows = [COLUMNS, *([str(line.get(column, "")) for column in COLUMNS] for line in lines)]
    widths = [max(len(row[position]) for row in rows) for position in range(len(COLUMNS))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
