"""Bodies made by hand for one question at a time."""

from __future__ import annotations

from typing import Any

import orjson

# A status as Meta's reference page shows it, with all optional parts.
DELIVERED: dict[str, Any] = {
    "id": "wamid.HBgLMTY1MDU",
    "status": "delivered",
    "timestamp": "1750030073",
    "recipient_id": "919876543210",
    "recipient_user_id": "IN.1349",
    "biz_opaque_callback_data": "h:88:1",
    "pricing": {"billable": True, "pricing_model": "PMP", "type": "regular", "category": "utility"},
}
FAILED: dict[str, Any] = {
    "id": "wamid.F",
    "status": "failed",
    "timestamp": "1750030074",
    "recipient_id": "919876543210",
    "errors": [{"code": 131049, "title": "Not delivered", "error_data": {"details": "Why"}, "href": "/"}],
}
TEXT: dict[str, Any] = {
    "from": "919812345678",
    "id": "wamid.IN",
    "timestamp": "1750030075",
    "type": "text",
    "text": {"body": "Hello"},
}


def body_of(*changes: object, waba: object = "102290129340398", **entry: object) -> bytes:
    return orjson.dumps(
        {"object": "whatsapp_business_account", "entry": [{"id": waba, "changes": list(changes), **entry}]}
    )


def messages_change(**value: object) -> dict[str, Any]:
    metadata = {"display_phone_number": "15550783881", "phone_number_id": "106540352242922"}
    return {"field": "messages", "value": {"messaging_product": "whatsapp", "metadata": metadata, **value}}


def statuses(*items: object) -> bytes:
    return body_of(messages_change(statuses=list(items)))


def deep(levels: int) -> Any:
    """Lists in lists, so many levels."""
    nested: Any = "bottom"
    for _ in range(levels):
        nested = [nested]
    return nested
