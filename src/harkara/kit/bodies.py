"""Reads a request's body whole, and no further than it may go: a limit of bytes and a limit of seconds."""

from __future__ import annotations

import asyncio

from starlette.requests import Request

from harkara.kit.errors import AppError


class BodyTooLargeError(AppError):
    """More was sent than this address takes. The server throws the rest away as it comes."""

    code = "body_too_large"
    status = 413
    title = "The body is too large"


class BodyTooSlowError(AppError):
    """Bodies of this size come at once; who drips them holds a connection open on purpose, so it is closed."""

    code = "body_too_slow"
    status = 408
    title = "The body took too long"
    headers = {"Connection": "close"}


async def read_body(request: Request, most_bytes: int, most_seconds: float) -> bytes:
    """Return the body; raise BodyTooLargeError, unread if its header admits it, or BodyTooSlowError."""
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > most_bytes:
        raise BodyTooLargeError(f"More than {most_bytes} bytes.")
    chunks: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(most_seconds):
            async for chunk in request.stream():
                size += len(chunk)
                if size > most_bytes:
                    raise BodyTooLargeError(f"More than {most_bytes} bytes.")
                chunks.append(chunk)
    except TimeoutError:
        raise BodyTooSlowError(f"Not all of the body came within {most_seconds:.0f} seconds.") from None
    return b"".join(chunks)
