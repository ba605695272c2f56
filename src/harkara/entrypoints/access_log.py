"""One line for each request to the API: its id, route, status and time. Never its path, query, body or caller.

Webhooks come by the thousand a second: they are summed up, ten seconds a line. Pages and health checks are only counted.
"""

from __future__ import annotations

import re
import time
from typing import Any
from uuid import uuid4

from prometheus_client import Counter, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bound_contextvars

from harkara.entrypoints.webhook_sums import WebhookSums
from harkara.kit.logging import get_logger

log = get_logger(__name__)

ANSWERS = Counter("harkara_http_answers", "Answers by route template, method and status", ["route", "method", "status"])
WEBHOOK_SECONDS = Histogram(
    "harkara_webhook_seconds",
    "From the first byte of a webhook to its answer, durable or refused",
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0),
)

LOGGED = ("/api/", "/auth/")
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
"""Any other word is a stranger's, and must not become a series of its own."""

_WELL_FORMED = re.compile(rb"[A-Za-z0-9_-]{8,64}")
"""Ids of proxies and tracers; anything else could pass for something we have logged."""


class AccessLog:
    """Stands outside everything else, so that every answer is counted and every line inside carries the request's id."""

    def __init__(self, app: ASGIApp, *, webhooks: str) -> None:
        self._app = app
        self._webhooks = webhooks
        self._sums = WebhookSums()
        self._stored = ANSWERS.labels(webhooks, "POST", "200")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer through the app, and tell."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["path"] == self._webhooks and scope["method"] == "POST":
            await self._webhook(scope, receive, send)
        else:
            await self._request(scope, receive, send)

    async def _webhook(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = time.perf_counter()
        status: int = 0

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, watched)
        finally:
            seconds = time.perf_counter() - started
            WEBHOOK_SECONDS.observe(seconds)
            self._sums.add(status, seconds)
            self._count(status)

    def _count(self, status: int) -> None:
        counter = self._stored if status == 200 else ANSWERS.labels(self._webhooks, "POST", _shown(status))
        counter.inc()

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        started, status = time.perf_counter(), 0
        request_id = request_id_of(scope)
        header = (b"x-request-id", request_id.encode())

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], header]
            await send(message)

        with bound_contextvars(request_id=request_id):
            try:
                await self._app(scope, receive, watched)
            finally:
                route, method = _route_of(scope), scope["method"] if scope["method"] in METHODS else "other"
                ANSWERS.labels(route, method, _shown(status)).inc()
                if scope["path"].startswith(LOGGED):
                    ms = round((time.perf_counter() - started) * 1000, 1)
                    log.info("request", method=method, route=route, status=status, ms=ms, always=True)


def request_id_of(scope: Scope) -> str:
    """Return the X-Request-ID that came with the request if it is well-formed, else a new one."""
    given = next((value for name, value in scope["headers"] if name == b"x-request-id"), b"")
    return given.decode() if _WELL_FORMED.fullmatch(given) else uuid4().hex


def _route_of(scope: Scope) -> str:
    """Return the template of the route, never what was put into it."""
    route: Any = scope.get("route")
    path = getattr(route, "path", None)
    if isinstance(path, str):
        return path
    return "/assets" if scope.get("app_root_path") is not None or scope["path"].startswith("/assets/") else "none"


def _shown(status: int) -> str:
    """499: the caller was gone before there was an answer."""
    return str(status or 499)
