"""The headers every answer carries (OWASP ASVS 3.4): what a page may load, and that nobody may frame or sniff it."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

# The second: a WebSocket that is refused.
_ANSWERS = frozenset({"http.response.start", "websocket.http.response.start"})
_NOT_STORED = [(b"cache-control", b"no-store")]


def content_security_policy(supabase_url: str | None) -> str:
    """Return the policy: everything from ourselves, connections also to Supabase, images from anywhere (templates)."""
    connect = "'self'"
    if supabase_url:
        connect += f" {supabase_url} {supabase_url.replace('http', 'ws', 1)}"
    return (
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: https:; "
        f"media-src 'self' https:; font-src 'self'; connect-src {connect}; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    )


def security_headers(policy: str, *, https: bool) -> dict[str, str]:
    """Return the headers by name. Nginx gives the same ones with what it answers itself (`nginx_headers`)."""
    headers = {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    }
    if https:
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return headers


class SecurityHeaders:
    """Plain ASGI, so that streamed answers stay streamed."""

    def __init__(self, app: ASGIApp, policy: str, *, https: bool) -> None:
        self._app = app
        headers = security_headers(policy, https=https)
        self._headers = [(name.lower().encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers to the start of each answer."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] in _ANSWERS:
                # Written out, because one header at a time cost a fifth of what a webhook costs.
                present = {name for name, _ in message["headers"]}
                ours = self._headers + (_NOT_STORED if scope["path"].startswith(("/api/", "/auth/")) else [])
                message["headers"] = [*message["headers"], *(header for header in ours if header[0] not in present)]
            await send(message)

        await self._app(scope, receive, with_headers)
