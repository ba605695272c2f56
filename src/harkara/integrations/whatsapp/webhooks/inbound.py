"""Messages from customers, of every type of the `messages` webhook reference and of those that Meta invents tomorrow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, cast

from harkara.integrations.whatsapp.webhooks.customers import Contacts
from harkara.integrations.whatsapp.webhooks.events import InboundMessage
from harkara.integrations.whatsapp.webhooks.items import Change
from harkara.integrations.whatsapp.webhooks.reading import UnreadableError, identifier, mapping, moment, text, whole

_UNKNOWN_TYPE: Final = "unknown"

# Types that are about another message, and the member of their content that names it.
_TARGETS: Final = {
    "reaction": "message_id",
    "edit": "original_message_id",
    "revoke": "original_message_id",
}


def read_message(
    message: dict[str, Any], change: Change, phone_number_id: str | None, contacts: Contacts
) -> InboundMessage:
    """Read one element of `messages`; raises UnreadableError without id and time."""
    wamid = identifier(message.get("id"))
    if wamid is None:
        raise UnreadableError("id is missing or too long")
    kind = identifier(message.get("type")) or _UNKNOWN_TYPE
    return InboundMessage(
        wamid=wamid,
        type=kind,
        occurred_at=moment(message.get("timestamp")),
        phone_number_id=phone_number_id,
        waba_id=change.waba_id,
        customer=contacts.customer(identifier(message.get("from")), identifier(message.get("from_user_id"))),
        group_id=identifier(message.get("group_id")),
        body=_body(kind, message),
        target_wamid=_target(kind, message),
        content=whole(message),
    )


def _target(kind: str, message: dict[str, Any]) -> str | None:
    named = mapping(message.get(kind)).get(_TARGETS[kind]) if kind in _TARGETS else None
    return identifier(named) or identifier(mapping(message.get("context")).get("id"))


def _body(kind: str, message: dict[str, Any]) -> str | None:
    if kind == "contacts":
        return _names(message.get("contacts"))
    read = _BODIES.get(kind)
    return None if read is None else read(mapping(message.get(kind)))


def _one_of(*names: str) -> Callable[[dict[str, Any]], str | None]:
    """Return a reader of the first of these members that holds a text."""

    def read(content: dict[str, Any]) -> str | None:
        return next((found for name in names if (found := text(content.get(name)))), None)

    return read


def _place(location: dict[str, Any]) -> str | None:
    return ", ".join(part for name in ("name", "address") if (part := text(location.get(name)))) or None


def _names(cards: object) -> str | None:
    names = (
        [mapping(mapping(card).get("name")) for card in cast("list[object]", cards)] if isinstance(cards, list) else []
    )
    return ", ".join(name for card in names if (name := text(card.get("formatted_name")))) or None


def _answer(interactive: dict[str, Any]) -> str | None:
    """Return the label of the button or row that was tapped, or what stands above a form that was sent."""
    reply = mapping(interactive.get(identifier(interactive.get("type")) or ""))
    return text(reply.get("title")) or text(reply.get("body"))


def _new_wording(edit: dict[str, Any]) -> str | None:
    message = mapping(edit.get("message"))
    kind = identifier(message.get("type"))
    return None if kind is None or kind == "edit" else _body(kind, message)


_CAPTION: Final = _one_of("caption", "filename")
_BODIES: Final[dict[str, Callable[[dict[str, Any]], str | None]]] = {
    "text": _one_of("body"),
    "image": _CAPTION,
    "video": _CAPTION,
    "audio": _CAPTION,
    "document": _CAPTION,
    "sticker": _CAPTION,
    "location": _place,
    "button": _one_of("text", "payload"),
    "interactive": _answer,
    "reaction": _one_of("emoji"),
    "order": _one_of("text"),
    "system": _one_of("body"),
    "edit": _new_wording,
}
