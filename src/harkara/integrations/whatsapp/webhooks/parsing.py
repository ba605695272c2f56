"""Turns a signed body into events. One bad item never blocks the others, and no body makes it raise.

Shapes: developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final, cast

import orjson

from harkara.integrations.whatsapp.webhooks.events import Malformed, NumberEvent, StatusEvent, WebhookContent

_EMPTY: Final[Mapping[str, Any]] = {}


def parse_webhook(body: bytes) -> WebhookContent:
    """Return what a signed body carries; never raises, whatever the bytes are."""
    content = WebhookContent()
    try:
        envelope = _load(body)
    except (ValueError, RecursionError) as error:
        content.malformed.append(Malformed(f"the body is not JSON: {error}", body.decode(errors="replace")))
        return content
    for waba_id, change in _changes(envelope, content):
        if change.get("field") == "messages":
            _read_messages_change(waba_id, change.get("value"), content)
        elif change.get("field") == "phone_number_quality_update":
            content.numbers.append(_number_event(waba_id, _mapping(change.get("value"))))
    return content


def _changes(envelope: object, content: WebhookContent) -> Iterator[tuple[str | None, Mapping[str, Any]]]:
    for entry in _objects(_mapping(envelope).get("entry"), "entry", content):
        waba_id = _text(entry.get("id"))
        for change in _objects(entry.get("changes"), "changes", content):
            yield waba_id, change


def _read_messages_change(waba_id: str | None, value: object, content: WebhookContent) -> None:
    change = _mapping(value)
    phone_number_id = _text(_mapping(change.get("metadata")).get("phone_number_id"))
    for status in _objects(change.get("statuses", []), "statuses", content):
        try:
            content.statuses.append(_status(status, waba_id, phone_number_id))
        except (ValueError, OverflowError, OSError) as error:
            content.malformed.append(_malformed(f"status: {error}", status))


def _status(status: Mapping[str, Any], waba_id: str | None, phone_number_id: str | None) -> StatusEvent:
    wamid, name = _text(status.get("id")), _text(status.get("status"))
    if wamid is None or name is None:
        raise ValueError("id or status is missing")
    errors = status.get("errors")
    error = _mapping(cast("list[object]", errors)[0]) if isinstance(errors, list) and errors else _EMPTY
    pricing = status.get("pricing")
    return StatusEvent(
        wamid=wamid,
        status=name,
        occurred_at=_moment(status.get("timestamp")),
        phone_number_id=phone_number_id,
        waba_id=waba_id,
        recipient=_text(status.get("recipient_id")) or _text(status.get("recipient_user_id")),
        callback_data=_text(status.get("biz_opaque_callback_data")),
        error_code=_integer(error.get("code")),
        error_title=_text(error.get("title")),
        error_details=_text(_mapping(error.get("error_data")).get("details")),
        pricing=cast("dict[str, Any]", pricing) if isinstance(pricing, dict) else None,
    )


def _number_event(waba_id: str | None, value: Mapping[str, Any]) -> NumberEvent:
    return NumberEvent(waba_id, _text(value.get("display_phone_number")), _text(value.get("event")))


def _moment(timestamp: object) -> datetime:
    """Read unix seconds, which Meta sends as a string."""
    if not isinstance(timestamp, str | int):
        raise ValueError("timestamp is missing")
    return datetime.fromtimestamp(int(timestamp), UTC)


def _objects(items: object, name: str, content: WebhookContent) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of a list; what is none of it is reported and skipped."""
    if not isinstance(items, list):
        content.malformed.append(_malformed(f"{name} is not a list", items))
        return
    for item in cast("list[object]", items):
        if isinstance(item, dict):
            yield cast("dict[str, Any]", item)
        else:
            content.malformed.append(_malformed(f"{name} holds something that is not an object", item))


def _load(body: bytes) -> object:
    """Parse a body, without what PostgreSQL cannot store: NUL characters and halves of surrogate pairs."""
    try:
        parsed: object = orjson.loads(body)
    except orjson.JSONDecodeError:
        # orjson refuses "\ud83d" alone, which Meta sends when it cuts a text in the middle of an emoji.
        return _storable(json.loads(body))
    return _storable(parsed) if b"\\u0000" in body else parsed


def _storable(value: object) -> object:
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_storable(item) for item in cast("list[object]", value)]
    if isinstance(value, dict):
        return {_storable(key): _storable(item) for key, item in cast("dict[object, object]", value).items()}
    return value


def _malformed(reason: str, item: object) -> Malformed:
    return Malformed(reason, json.dumps(item, ensure_ascii=False))


def _mapping(value: object) -> Mapping[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else _EMPTY


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _integer(value: object) -> int | None:
    return value if isinstance(value, int) else None
