"""A line for each request to the API, with its id and template; webhooks summed up; nothing of what was asked."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import structlog
from fastapi import APIRouter, FastAPI
from tests.serving import Web, serving

from harkara.entrypoints.access_log import AccessLog
from harkara.entrypoints.last_resort import LastResort
from harkara.entrypoints.webhook_sums import WebhookSums
from harkara.kit.logging import configure_logging, get_logger

Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
async def web() -> AsyncGenerator[Web]:
    router = APIRouter(prefix="/api/things")

    @router.get("/{thing}")
    async def thing(thing: str) -> str:
        get_logger("inside").info("looked at")
        if thing == "bad":
            raise ValueError("bad")
        return thing

    app = FastAPI()
    app.include_router(router)
    app.add_middleware(LastResort)
    app.add_middleware(AccessLog, webhooks="/webhooks/whatsapp")
    async with serving(app) as web:
        yield web


@contextmanager
def logs(capsys: pytest.CaptureFixture[str]) -> Iterator[Lines]:
    """Return what was logged; logs go their usual way again before the server of the test ends."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    configure_logging("INFO", json=True)
    yield lambda: [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith("{")]
    root.handlers = handlers
    root.setLevel(level)
    structlog.reset_defaults()


async def test_one_line_with_the_template_and_never_what_was_asked(
    web: Web, capsys: pytest.CaptureFixture[str]
) -> None:
    with logs(capsys) as lines:
        answer = await web.call("GET", "/api/things/canary?token=canary", headers={"x-request-id": "proxy-12345"})
        assert answer.headers["x-request-id"] == "proxy-12345"
        inside, request = lines()
        assert inside["request_id"] == request["request_id"] == "proxy-12345"
        assert (request["event"], request["method"], request["status"]) == ("request", "GET", 200)
        assert request["route"] == "/api/things/{thing}"
        assert request["ms"] > 0
        assert "canary" not in json.dumps([inside, request])


@pytest.mark.parametrize("given", ["", "short", "a" * 65, "has space in it", '{"x":"12345678"}'])
async def test_an_id_that_is_not_well_formed_is_replaced(
    web: Web, capsys: pytest.CaptureFixture[str], given: str
) -> None:
    with logs(capsys) as lines:
        made = (await web.call("GET", "/api/things/1", headers={"x-request-id": given})).headers["x-request-id"]
        assert len(made) == 32
        assert made != given
        assert lines()[-1]["request_id"] == made


async def test_an_unexpected_error_carries_the_id_that_its_caller_has_seen(
    web: Web, capsys: pytest.CaptureFixture[str]
) -> None:
    with logs(capsys) as lines:
        answer = await web.call("GET", "/api/things/bad")
        assert answer.status == 500
        told = [line for line in lines() if line["event"] in ("unexpected error", "request")]
        assert [line["request_id"] for line in told] == [answer.headers["x-request-id"]] * 2
        assert told[-1]["status"] == 500


async def test_pages_are_not_logged_and_webhooks_are_summed_up(web: Web, capsys: pytest.CaptureFixture[str]) -> None:
    with logs(capsys) as lines:
        await web.call("GET", "/campaigns")
        for _ in range(20):
            await web.call("POST", "/webhooks/whatsapp", content=b"{}")
        assert lines() == []
        sums = WebhookSums(every=3600)
        for status in (200, 200, 503):
            sums.add(status, 0.002)
        sums.tell()
        (told,) = lines()
        assert (told["event"], told["level"], told["stored"], told["refused"]) == ("webhooks", "warning", 2, {"503": 1})
