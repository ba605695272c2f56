"""Ten lines a second of one event, then a count; other events and other modules are not concerned."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from structlog import DropEvent

from harkara.kit.log_sampling import MOST_A_SECOND, Sampling


class Lines:
    """What passes."""

    def __init__(self) -> None:
        self.now = 0.0
        self._sampling = Sampling(lambda: self.now)

    def log(self, event: str, module: str = "a", **fields: Any) -> dict[str, Any] | None:
        try:
            return dict(self._sampling(SimpleNamespace(name=module), "info", {"event": event, **fields}))
        except DropEvent:
            return None


@pytest.fixture
def lines() -> Lines:
    return Lines()


def test_the_next_second_tells_what_was_left_out(lines: Lines) -> None:
    passed = [lines.log("refused") for _ in range(1000)]
    assert len([line for line in passed if line]) == MOST_A_SECOND
    lines.now = 1.0
    assert lines.log("refused") == {"event": "refused", "left_out": 1000 - MOST_A_SECOND}
    assert lines.log("refused") == {"event": "refused"}


def test_others_pass(lines: Lines) -> None:
    for _ in range(MOST_A_SECOND + 1):
        lines.log("refused")
    assert lines.log("refused") is None
    assert lines.log("refused", module="b")
    assert lines.log("stopped")


def test_what_always_counts_is_never_left_out(lines: Lines) -> None:
    assert all(lines.log("request", always=True) == {"event": "request"} for _ in range(100))
