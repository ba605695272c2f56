"""Turns what no handler has foreseen into a problem like any other. Decides nothing, and never shows a trace."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from harkara.kit.problems import unexpected


class LastResort:
    """Stands inside the security headers, so that its answer carries them too; Starlette's own stands outside.

    The error is not raised again: uvicorn would log it a second time and cut the connection under the next request.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a problem, unless an answer has begun: then only cutting it off is honest."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        has_begun = False

        async def watched(message: Message) -> None:
            nonlocal has_begun
            has_begun = has_begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as error:  # the last resort for whatever there is
            if has_begun:
                raise
            await unexpected(scope["path"], error)(scope, receive, send)
