"""The few ASGI moves the sandbox makes below Starlette: read a body, answer with bytes, cut the connection."""

from __future__ import annotations

import socket
import struct
from asyncio import Transport
from typing import Any, cast

from starlette.types import Receive, Scope, Send

JSON_TYPE = (b"content-type", b"application/json; charset=UTF-8")
# The server's protocol puts the connection's transport here (server.py).
CONNECTION = "harkara_sandbox.connection"


async def read_body(receive: Receive) -> bytes:
    """The whole request body."""
    message = await receive()
    body: bytes = message.get("body", b"")
    if not message.get("more_body", False):
        return body
    parts = [body]
    while message.get("more_body", False):
        message = await receive()
        parts.append(message.get("body", b""))
    return b"".join(parts)


async def answer(
    send: Send, status: int, body: bytes, *headers: tuple[bytes, bytes], content_type: tuple[bytes, bytes] = JSON_TYPE
) -> None:
    """A complete answer."""
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [content_type, length, *headers]})
    await send({"type": "http.response.body", "body": body})


async def cut(scope: Scope, receive: Receive) -> None:
    """Close the connection at once, with a TCP reset, whatever was read or written."""
    transport = cast("Transport", scope["extensions"][CONNECTION])
    wire: Any = transport.get_extra_info("socket")
    if wire is not None:
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
    while (await receive())["type"] != "http.disconnect":
        pass  # what is left of the request's body
