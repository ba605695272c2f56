"""One message of the Phoenix protocol, in the two forms supabase-js can speak: objects (1.0.0) and arrays (2.0.0)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

import orjson


class MalformedFrameError(Exception):
    """Not a message of this protocol."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A message from or to the client. `join_ref` says to which join of the topic it belongs."""

    topic: str
    event: str
    payload: Mapping[str, Any]
    ref: str | None = None
    join_ref: str | None = None


@dataclass(frozen=True, slots=True)
class Codec:
    """How frames are written."""

    encode: Callable[[Frame], str]
    decode: Callable[[str], Frame]


def codec_for(version: str) -> Codec | None:
    """Return the form a client asks for by `vsn`, or None if we do not speak it."""
    return {"1.0.0": Codec(_to_object, _from_object), "2.0.0": Codec(_to_array, _from_array)}.get(version)


def _to_array(frame: Frame) -> str:
    return orjson.dumps([frame.join_ref, frame.ref, frame.topic, frame.event, frame.payload]).decode()


def _to_object(frame: Frame) -> str:
    content = {"topic": frame.topic, "event": frame.event, "payload": frame.payload, "ref": frame.ref}
    return orjson.dumps(content).decode()


def _from_array(text: str) -> Frame:
    content = _parse(text)
    if not isinstance(content, list):
        raise MalformedFrameError("An array of five was expected.")
    fields = cast("list[object]", content)
    if len(fields) != 5:
        raise MalformedFrameError("An array of five was expected.")
    join_ref, ref, topic, event, payload = fields
    return _frame(topic, event, payload, ref, join_ref)


def _from_object(text: str) -> Frame:
    content = _parse(text)
    if not isinstance(content, dict):
        raise MalformedFrameError("An object was expected.")
    fields = cast("dict[str, object]", content)
    return _frame(*(fields.get(name) for name in ("topic", "event", "payload", "ref", "join_ref")))


def _parse(text: str) -> object:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        raise MalformedFrameError("It is not JSON.") from None


def _frame(topic: object, event: object, payload: object, ref: object, join_ref: object) -> Frame:
    if not isinstance(topic, str) or not isinstance(event, str) or not isinstance(payload, dict):
        raise MalformedFrameError("Topic and event must be texts, the payload an object.")
    if not isinstance(ref, str | None) or not isinstance(join_ref, str | None):
        raise MalformedFrameError("References must be texts.")
    return Frame(topic, event, cast("dict[str, Any]", payload), ref, join_ref)
