"""The HTTP connection to Meta, and the one question that matters when it breaks: had the request left?"""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta
from typing import Final

from pyreqwest.client import Client, ClientBuilder
from pyreqwest.exceptions import BuilderError, DetailedPyreqwestError, PoolTimeoutError, PyreqwestError
from pyreqwest.http import Url

TOTAL_TIMEOUT_SECONDS: Final = 30.0
CONNECT_TIMEOUT_SECONDS: Final = 5.0
# A connection that was idle this long is not used again. Short, because one that the server closes in the very moment
# we write to it leaves the outcome of that message unknown. At full rate no connection is ever idle.
_IDLE_SECONDS: Final = 15
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})
_NOTHING_LEFT: Final = "client error (Connect)"


def open_client(base_url: str, *, total_timeout: float, connect_timeout: float) -> Client:
    """Return a client with keep-alive over HTTP/1.1: no redirects, no cookies, no compression, no retries.

    HTTPS_PROXY and its kin apply, except on loopback, where a proxy would look for the sandbox on itself.

    The pool below (hyper) does take a fresh connection when a pooled one turns out closed before the first byte of
    the request was written. That is safe: of 30,000 requests to a server that closed or reset kept connections at
    random moments, none arrived twice (tests/integrations/whatsapp/test_sending.py repeats this in small).
    """
    builder = (
        ClientBuilder()
        .timeout(timedelta(seconds=total_timeout))
        .connect_timeout(timedelta(seconds=connect_timeout))
        .pool_idle_timeout(timedelta(seconds=_IDLE_SECONDS))
        .follow_redirects(False)
        .default_cookie_store(False)
        .gzip(False)
        .brotli(False)
        .zstd(False)
        .deflate(False)
        .user_agent("harkara")
    )
    return (builder.no_proxy() if Url(base_url).host_str in _LOOPBACK else builder).build()


def never_left(error: PyreqwestError) -> bool:
    """Return whether surely no byte of the request was sent: name not found, refused, TLS, connect time-out.

    Only the chain of causes tells. The exception's type does not: pyreqwest 0.15 raises ConnectError for a
    connection that the server closed after it read the whole request, and ConnectTimeoutError when the total time
    ran out while waiting for the answer.
    """
    return isinstance(error, BuilderError | PoolTimeoutError) or _NOTHING_LEFT in _causes(error)


def reason(error: PyreqwestError) -> str:
    """Return what broke in a few words, without the address (which may carry an appsecret_proof)."""
    told = [cause for cause in _causes(error) if "url (" not in cause and not cause.startswith("client error")]
    return ": ".join(told) or error.message


def app_secret_proof(app_secret: str, token: str) -> str:
    """Return the proof that the caller of Graph knows the app's secret, so that a leaked token alone is useless.

    Source: developers.facebook.com/docs/graph-api/guides/secure-requests.
    """
    return hmac.new(app_secret.encode(), token.encode(), hashlib.sha256).hexdigest()


def _causes(error: PyreqwestError) -> list[str]:
    details = error.details if isinstance(error, DetailedPyreqwestError) else None
    return [cause["message"] for cause in (details or {}).get("causes") or []]
