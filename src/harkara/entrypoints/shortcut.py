"""Takes one route past the router. Decides nothing: the route itself stays where it is declared and documented."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from harkara.kit.errors import AppError
from harkara.kit.problems import problem_of


class Shortcut:
    """Calls the function of a route directly. Its only parameter is the request, and errors become problems as elsewhere.

    For Meta's webhooks, thousands a second: matching and dependencies cost more than verifying and storing the event.
    """

    def __init__(
        self, app: ASGIApp, *, method: str, path: str, endpoint: Callable[[Request], Awaitable[Response]]
    ) -> None:
        self._app = app
        self._method = method
        self._path = path
        self._endpoint = endpoint

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer requests to the route; leave all others to the app."""
        if scope["type"] != "http" or scope["path"] != self._path or scope["method"] != self._method:
            await self._app(scope, receive, send)
            return
        try:
            response = await self._endpoint(Request(scope, receive, send))
        except AppError as error:
            response = problem_of(error)
        await response(scope, receive, send)
