"""A stand-in for OpenAI's chat endpoint: short, deterministic answers that look helpful. Knows nothing of WhatsApp.

Models with odd habits, for tests: `sandbox-empty`, `sandbox-long` (20,000 characters), `sandbox-garbage` (characters no
message can carry); `no-such-...` does not exist.
"""

from __future__ import annotations

import hashlib
import re
from collections import deque
from collections.abc import AsyncIterator
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from harkara_sandbox.json_values import JsonObject, as_list, as_object, as_text, parse_object

MODELS = ("gpt-4o-mini", "gpt-4o", "gpt-4.1-mini", "gpt-5-mini")
CREATED = 1_767_225_600
CHATS_KEPT = 1000
LONG_ANSWER = 20_000
_BUSINESS = re.compile(
    r"(?:assistant (?:of|for|at)|work for|on behalf of|speak for|business:?)\s+(?:the\s+)?"
    r"([A-Z][\w&'’]*(?: [A-Z&][\w&'’]*){0,3})"
)
_TOPICS = (
    (("order", "track", "deliver", "parcel", "where"), "Your order is on its way; we sent you its tracking link."),
    (("price", "cost", "rate", "much", "₹"), "Prices start at ₹1,299, with free delivery above ₹999."),
    (("return", "refund", "exchange", "cancel"), "You can return it within 7 days; refunds take 3 to 5 days."),
    (("time", "open", "hours", "close"), "We are open from 10 am to 8 pm, Monday to Saturday."),
    (("pay", "upi", "cod", "cash"), "We take UPI, cards and cash on delivery."),
    (("thank", "thanks"), "You are welcome! Tell us any time if we can help."),
    (("hi", "hello", "hey", "namaste"), "Hello! How can we help you today?"),
)  # fmt: skip


def error_body(status: int, message: str | None = None) -> bytes:
    """An error in OpenAI's JSON."""
    kind, code, text = {
        401: ("invalid_request_error", "invalid_api_key", "Incorrect API key provided."),
        429: ("requests", "rate_limit_exceeded", "Rate limit reached."),
        400: ("invalid_request_error", None, "We could not parse the JSON body of your request."),
        404: ("invalid_request_error", "model_not_found", "The model does not exist or you do not have access to it."),
    }.get(status, ("server_error", None, "The server had an error while processing your request."))
    return orjson.dumps({"error": {"message": message or text, "type": kind, "param": None, "code": code}})


class Chats(deque[JsonObject]):
    """The newest questions, whole, for tests to look at."""

    def __init__(self) -> None:
        super().__init__(maxlen=CHATS_KEPT)


def chat_routes(chats: Chats) -> list[Route]:
    async def complete(request: Request) -> Response:
        return await complete_chat(request, chats)

    return [
        Route("/v1/models", list_models, methods=["GET"]),
        Route("/v1/chat/completions", complete, methods=["POST"]),
    ]


async def list_models(request: Request) -> Response:
    """`GET /v1/models`."""
    if not _has_good_key(request):
        return _json(error_body(401), 401)
    models = [{"id": name, "object": "model", "created": CREATED, "owned_by": "openai"} for name in MODELS]
    return _json(orjson.dumps({"object": "list", "data": models}))


async def complete_chat(request: Request, chats: Chats) -> Response:
    """`POST /v1/chat/completions`, whole or streamed. Any model of a known name or none of ours is served."""
    if not _has_good_key(request):
        return _json(error_body(401), 401)
    body = parse_object(await request.body())
    messages = as_list((body or {}).get("messages"))
    if body is None or not messages:
        return _json(error_body(400), 400)
    model = as_text(body.get("model"))
    if model is None:
        return _json(error_body(400, "you must provide a model parameter"), 400)
    if model.startswith("no-such-"):
        return _json(error_body(404), 404)
    chats.append({"model": model, "messages": messages})
    text = _odd_answer(model, compose(messages))
    base = {"id": _completion_id(messages), "created": CREATED, "model": model}
    if body.get("stream") is True:
        return StreamingResponse(_stream(base, text), media_type="text/event-stream")
    return _json(orjson.dumps(_completion(base, text, messages)))


def compose(messages: list[Any]) -> str:
    """The answer to the last user message, in the name of the business of the system prompt."""
    system = " ".join(_texts(messages, "system") + _texts(messages, "developer"))
    asked = next(iter(reversed(_texts(messages, "user"))), "")
    business = _BUSINESS.search(system)
    words = set(re.findall(r"\w+|₹", asked.lower()))
    line = next((answer for keys, answer in _TOPICS if any(_hits(key, words) for key in keys)), None)
    if line is None:
        quoted = asked if len(asked) <= 60 else asked[:59] + "…"
        line = f"Thank you for your message about “{quoted}”. A colleague will get back to you shortly."
    return f"{line} - {business[1]}" if business else line


def _odd_answer(model: str, usual: str) -> str:
    if model == "sandbox-empty":
        return " \n"
    if model == "sandbox-long":
        return ((usual + ". ") * LONG_ANSWER)[:LONG_ANSWER]
    if model == "sandbox-garbage":
        return "\x00\x1b[31m" + usual + "\x07\ufffe"
    return usual


def _hits(key: str, words: set[str]) -> bool:
    return key in words or (len(key) > 3 and any(word.startswith(key) for word in words))


def _texts(messages: list[Any], role: str) -> list[str]:
    entries = [as_object(message) or {} for message in messages]
    return [_content(entry) for entry in entries if entry.get("role") == role]


def _content(entry: JsonObject) -> str:
    """A message's text; content may be a string or a list of parts."""
    parts = as_list(entry.get("content"))
    if parts is None:
        return as_text(entry.get("content")) or ""
    return " ".join(as_text((as_object(part) or {}).get("text")) or "" for part in parts)


def _completion(base: dict[str, Any], text: str, messages: list[Any]) -> dict[str, Any]:
    asked = sum(len(_content(as_object(message) or {})) for message in messages) // 4
    answered = len(text) // 4
    return base | {
        "object": "chat.completion",
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": text, "refusal": None},
                "logprobs": None,
                "finish_reason": "stop",
            }
        ],
        "usage": {"prompt_tokens": asked, "completion_tokens": answered, "total_tokens": asked + answered},
    }


async def _stream(base: dict[str, Any], text: str) -> AsyncIterator[bytes]:
    deltas: list[tuple[dict[str, str], str | None]] = [({"role": "assistant", "content": ""}, None)]
    deltas += [({"content": piece}, None) for piece in re.findall(r"\S+\s*", text)]
    deltas.append(({}, "stop"))
    for delta, finish in deltas:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        yield b"data: " + orjson.dumps(base | {"object": "chat.completion.chunk", "choices": [choice]}) + b"\n\n"
    yield b"data: [DONE]\n\n"


def _completion_id(messages: list[Any]) -> str:
    return "chatcmpl-" + hashlib.sha256(orjson.dumps(messages)).hexdigest()[:29]


def _has_good_key(request: Request) -> bool:
    """Any key is good but none at all and `bad-key…`."""
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    return scheme.lower() == "bearer" and bool(key) and not key.startswith("bad-key")


def _json(body: bytes, status: int = 200) -> Response:
    return Response(body, status, media_type="application/json")
