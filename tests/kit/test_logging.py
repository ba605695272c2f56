"""What logs must never hold."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from harkara.kit.logging import configure_logging, get_logger


@pytest.fixture(autouse=True)
def handlers_put_back() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield
    root.handlers = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def logged(capsys: pytest.CaptureFixture[str], event: str, **fields: object) -> tuple[str, dict[str, Any]]:
    """Log through the real pipeline; return the line and what it says."""
    configure_logging("INFO", json=True)
    get_logger("test").info(event, **fields)
    line = capsys.readouterr().out
    return line, json.loads(line)


@pytest.mark.parametrize(
    "fields",
    [
        {"access_token": "EAAB-canary"},
        {"headers": {"Authorization": "Bearer canary"}},
        {"url": "https://graph.example/v25.0/x?access_token=canary&limit=1"},
        {"request": ["GET", "wss://x/websocket?apikey=canary"]},
        {"error": "refused: Bearer canary"},
        {"password": "canary"},
    ],
)
def test_no_secret_gets_through(capsys: pytest.CaptureFixture[str], fields: dict[str, object]) -> None:
    line, said = logged(capsys, "something happened", **fields)
    assert "canary" not in line
    assert said["event"] == "something happened"


def test_phone_numbers_keep_their_last_four_digits_only(capsys: pytest.CaptureFixture[str]) -> None:
    _, said = logged(capsys, "to +919876543210 and 919876501234")
    assert said["event"] == "to ••••••••3210 and ••••••••1234"


def test_libraries_go_through_the_same_pipeline(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("INFO", json=True)
    logging.getLogger("some.library").warning("token=canary")
    line = capsys.readouterr().out
    assert "canary" not in line
    assert json.loads(line)["logger"] == "some.library"
