"""Takes only small bodies, except where a route reads its own as it arrives. Decides it before any route does."""

from __future__ import annotations

from collections.abc import Collection

from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from harkara.kit.bodies import read_body
from harkara.kit.errors import AppError
from harkara.kit.problems import problem_of

MOST_BYTES = 256 * 1024
"""The largest JSON there is, a number with its system prompt of 20,000 characters, takes 120 kB at worst."""

MOST_SECONDS = 20.0


class SmallBodies:
    """Reads the body before the app does, which reads all there is, however much and however slowly."""

    def __init__(self, app: ASGIApp, *, streamed: Collection[str]) -> None:
        self._app = app
        self._streamed = frozenset(streamed)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the body on in one piece, or refuse it. Paths that read their own are left alone."""
        if scope["type"] != "http" or (scope["method"] == "POST" and scope["path"] in self._streamed):
            await self._app(scope, receive, send)
            return
        try:
            body = await read_body(Request(scope, receive), MOST_BYTES, MOST_SECONDS)
        except AppError as error:
            await problem_of(error)(scope, receive, send)
            return
        except ClientDisconnect:
            return
        is_handed_on = False

        async def received() -> Message:
            nonlocal is_handed_on
            if is_handed_on:
                return await receive()
            is_handed_on = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(scope, received, send)
