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


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("from 14155550123", "from ••••••••0123"),
        ("from +442071838750.", "from ••••••••8750."),
        ("from +44791112.", "from ••••••••1112."),
        ("WhatsApp's own ids stay: 106540352242922", "WhatsApp's own ids stay: 106540352242922"),
        ("campaign 1234567890, 0.12345678901 s", "campaign 1234567890, 0.12345678901 s"),
    ],
)
def test_so_do_those_of_other_countries(capsys: pytest.CaptureFixture[str], text: str, kept: str) -> None:
    assert logged(capsys, text)[1]["event"] == kept


def test_rows_that_the_database_quotes_in_its_errors_are_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    row = "(7, Canary\nof two lines, 919876543210)"
    error = f"new row violates check constraint\nDETAIL:  Failing row contains {row}.\nCONTEXT:  COPY x, line 1"
    _, said = logged(capsys, "refused", error=error, other=f"duplicate\nDETAIL:  Key (phone)={row} already exists.")
    assert said["error"] == "new row violates check constraint\nDETAIL:  [hidden]\nCONTEXT:  COPY x, line 1"
    assert said["other"] == "duplicate\nDETAIL:  [hidden]"


@pytest.mark.parametrize("text", ["one\ntwo", "one\r\n2026-01-01 signed in", 'x","level":"critical', "\x1b[31mred\x00"])
def test_no_value_makes_a_line_of_its_own(capsys: pytest.CaptureFixture[str], text: str) -> None:
    """What a stranger sends may be logged, but cannot look like something we have logged."""
    line, said = logged(capsys, "sign-in refused", address=text)
    assert line.count("\n") == 1
    assert said["address"] == text
    assert line.isprintable() or line.rstrip("\n").isprintable()


def test_libraries_go_through_the_same_pipeline(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("INFO", json=True)
    logging.getLogger("some.library").warning("token=canary")
    line = capsys.readouterr().out
    assert "canary" not in line
    assert json.loads(line)["logger"] == "some.library"
