"""What a struck request answers: errors, broken bodies, slow or missing answers, cut connections.

Stands in front of every endpoint but the control API; does nothing while no fault is set.
"""

from __future__ import annotations

import orjson
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from harkara_sandbox.asgi import JSON_TYPE, answer, cut
from harkara_sandbox.clock import Clock
from harkara_sandbox.faults import Fault, Target
from harkara_sandbox.graph.errors import GraphError
from harkara_sandbox.openai import error_body

HTML_TYPE = (b"content-type", b"text/html; charset=utf-8")
_PAGE = b"<!DOCTYPE html><html><head><title>Sorry, something went wrong.</title></head><body></body></html>"


async def answer_struck(
    fault: Fault, target: Target, app: ASGIApp, clock: Clock, scope: Scope, receive: Receive, send: Send
) -> None:
    """Carry the request out if the fault lets it take effect, then answer as the fault says."""
    heard: list[Message] = []
    if fault.takes_effect:

        async def keep(message: Message) -> None:
            heard.append(message)

        await app(scope, receive, keep)
    if fault.kind in {"delay_answer", "slow_body"}:
        await clock.sleep(fault.delay)
    match fault.kind:
        case "reset" | "outage" | "drop_answer":
            await cut(scope, receive)
        case "delay_answer" | "slow_body" if not heard:
            await cut(scope, receive)
        case "delay_answer":
            for message in heard:
                await send(message)
        case "slow_body":
            await _drip(heard, fault.delay, clock, send)
        case "html":
            await answer(send, 200, _PAGE, content_type=HTML_TYPE)
        case "empty":
            await answer(send, 200, b"")
        case "bad_json":
            await answer(send, 200, b'{"messaging_product":"whatsapp","contacts":[{"inp')
        case "error":
            await _answer_error(fault, target, send)
        case _:
            await answer(send, fault.status or 500, _PAGE, content_type=HTML_TYPE)


async def _answer_error(fault: Fault, target: Target, send: Send) -> None:
    if target == "openai":
        status = fault.status or 500
        await answer(send, status, error_body(status, fault.details))
        return
    error = GraphError(fault.code, details=fault.details, subcode=fault.subcode, status=fault.status)
    await answer(send, error.status, orjson.dumps(error.as_json()))


async def _drip(heard: list[Message], seconds_per_byte: float, clock: Clock, send: Send) -> None:
    start = next(message for message in heard if message["type"] == "http.response.start")
    body = b"".join(message.get("body", b"") for message in heard)
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": start["status"], "headers": [JSON_TYPE, length]})
    for position in range(len(body)):
        await send({"type": "http.response.body", "body": body[position : position + 1], "more_body": True})
        await clock.sleep(seconds_per_byte)
    await send({"type": "http.response.body", "body": b""})
