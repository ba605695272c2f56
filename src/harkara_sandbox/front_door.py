"""The first look at every request: version prefix off, fault or no fault, and a short way to the hot path."""

from __future__ import annotations

import re

from starlette.types import ASGIApp, Receive, Scope, Send

from harkara_sandbox.fault_gate import answer_struck
from harkara_sandbox.faults import Target
from harkara_sandbox.graph.messages import MessagesEndpoint
from harkara_sandbox.sandbox import Sandbox

_VERSION = re.compile(r"/v\d+\.\d+(?=/)")


class FrontDoor:
    """Middleware around the router; `POST …/messages` never reaches Starlette's routes."""

    def __init__(self, app: ASGIApp, sandbox: Sandbox) -> None:
        self._app = app
        self._sandbox = sandbox
        self._messages = MessagesEndpoint(sandbox)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path: str = scope["path"]
        version = _VERSION.match(path)
        if version is not None:
            path = path[version.end() :]
            scope["path"] = path
            scope["state"]["graph_version"] = version[0][1:]
        is_send = path.endswith("/messages") and scope["method"] == "POST" and path.count("/") == 2
        app = self._messages if is_send else self._app
        if not self._sandbox.faults.active or path.startswith("/sandbox/"):
            await app(scope, receive, send)
            return
        await self._through_faults(app, _target(path, is_send), scope, receive, send)

    async def _through_faults(self, app: ASGIApp, target: Target, scope: Scope, receive: Receive, send: Send) -> None:
        clock = self._sandbox.clock
        object_id = scope["path"].split("/", 2)[1]
        fault = self._sandbox.faults.strike_answer(target, object_id, clock.monotonic())
        if fault is None:
            await app(scope, receive, send)
        else:
            await answer_struck(fault, target, app, clock, scope, receive, send)


def _target(path: str, is_send: bool) -> Target:
    if is_send:
        return "messages"
    return "openai" if path.startswith("/v1/") else "management"
