"""What logs must never hold."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest

from harkara.kit.logging import configure_logging, get_logger


@pytest.fixture
def pipeline(capsys: pytest.CaptureFixture[str]) -> Iterator[None]:
    """The real pipeline, writing to the standard output that the test captures."""
    assert capsys
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    configure_logging("INFO", json=True)
    yield
    root.handlers = handlers
    root.setLevel(level)


@pytest.mark.usefixtures("pipeline")
class TestRedaction:
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
    def test_no_secret_gets_through(self, capsys: pytest.CaptureFixture[str], fields: dict[str, object]) -> None:
        get_logger("test").info("something happened", **fields)
        line = capsys.readouterr().out
        assert "canary" not in line
        assert json.loads(line)["event"] == "something happened"

    def test_phone_numbers_keep_their_last_four_digits_only(self, capsys: pytest.CaptureFixture[str]) -> None:
        get_logger("test").info("to +919876543210 and 919876501234")
        line = json.loads(capsys.readouterr().out)["event"]
        assert line == "to ••••••••3210 and ••••••••1234"

    def test_libraries_go_through_the_same_pipeline(self, capsys: pytest.CaptureFixture[str]) -> None:
        logging.getLogger("some.library").warning("token=canary")
        assert "canary" not in capsys.readouterr().out
