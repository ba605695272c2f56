"""Statuses of our messages: the hot path, thousands a second while sending.

Shape: developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status.
"""

from __future__ import annotations

from typing import Any, Final

from harkara.integrations.whatsapp.webhooks.events import StatusEvent
from harkara.integrations.whatsapp.webhooks.reading import (
    UnreadableError,
    first,
    identifier,
    integer,
    mapping,
    moment,
    text,
    whole,
)

_LONGEST_WORD: Final = 64
"""Characters of a status; it stands in an index beside the wamid."""

_NO_ERROR: Final = (None, None, None)


def read_status(status: dict[str, Any], waba_id: str | None, phone_number_id: str | None) -> StatusEvent:
    """Read one element of `statuses`; raises UnreadableError without id, status and time, or with what no table can hold."""
    member = status.get
    wamid, name = text(member("id")), text(member("status"))
    if wamid is None or name is None:
        raise UnreadableError("id or status is missing")
    if identifier(wamid) is None or len(name) > _LONGEST_WORD:
        raise UnreadableError("id or status is too long")
    code, title, details = read_error(first(member("errors"))) if "errors" in status else _NO_ERROR
    pricing = mapping(member("pricing"))
    return StatusEvent(
        wamid,
        name,
        moment(member("timestamp")),
        phone_number_id,
        waba_id,
        identifier(member("recipient_id")) or identifier(member("recipient_user_id")),
        text(member("biz_opaque_callback_data")),
        code,
        title,
        details,
        whole(pricing) if pricing else None,
    )


def read_error(error: dict[str, Any]) -> tuple[int | None, str | None, str | None]:
    title = text(error.get("title")) or text(error.get("message"))
    return integer(error.get("code")), title, text(mapping(error.get("error_data")).get("details"))
