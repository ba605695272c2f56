"""Meta's object of a message, type by type, as the content we show. Unknown and malformed ones keep their type's name.

Shapes: developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, get_args

from harkara.features.inbox.contents import (
    UNLABELLED,
    ChoiceContent,
    ChoiceSource,
    ContactsContent,
    Content,
    LocationContent,
    MediaContent,
    MediaType,
    OrderContent,
    OrderItem,
    ReactionContent,
    RevokedContent,
    SharedContact,
    SystemContent,
    TextContent,
    UnknownContent,
    UnsupportedContent,
)
from harkara.features.inbox.reading import Part, figure, part, parts, words

_NO_REASON: Final = "Meta does not hand messages of this kind on."
_EMPTY: Final[Part] = {}


def render(type: str, payload: Part | None, body: str | None) -> Content:
    """Return what a message says. `body` is what a person could read of it, kept beside Meta's object."""
    build = _BUILDERS.get(type)
    content = None if build is None else build(payload or _EMPTY)
    if content is None and type == "text" and body is not None:
        return TextContent(text=body)
    return content or UnknownContent(type=type, text=body)


def edited(payload: Part | None, body: str | None) -> Content:
    """Return what a message says after this edit."""
    message = part(part(payload or _EMPTY, "edit"), "message")
    return render(words(message, "type") or "text", message, body)


def emoji(payload: Part | None) -> str | None:
    """Return the emoji of a reaction; None when it takes an earlier one back."""
    return words(part(payload or _EMPTY, "reaction"), "emoji")


def _text(message: Part) -> Content | None:
    text = words(part(message, "text"), "body")
    return None if text is None else TextContent(text=text)


def _media(media: MediaType) -> Callable[[Part], Content | None]:
    def build(message: Part) -> Content | None:
        file = part(message, media)
        if not file:
            return None
        return MediaContent(
            media=media,
            caption=words(file, "caption"),
            file_name=words(file, "filename"),
            mime_type=words(file, "mime_type"),
            is_voice=file.get("voice") is True,
            is_animated=file.get("animated") is True,
        )

    return build


def _location(message: Part) -> Content | None:
    place = part(message, "location")
    latitude, longitude = figure(place, "latitude"), figure(place, "longitude")
    if latitude is None or longitude is None:
        return None
    return LocationContent(
        latitude=latitude, longitude=longitude, name=words(place, "name"), address=words(place, "address")
    )


def _contacts(message: Part) -> Content | None:
    cards = [_card(card) for card in parts(message, "contacts")]
    return ContactsContent(contacts=cards) if cards else None


def _card(card: Part) -> SharedContact:
    phones = [words(phone, "phone", "wa_id") for phone in parts(card, "phones")]
    emails = [words(email, "email") for email in parts(card, "emails")]
    name = words(part(card, "name"), "formatted_name", "first_name")
    return SharedContact(
        name=name or "Without a name",
        is_named=name is not None,
        phones=[phone for phone in phones if phone],
        emails=[email for email in emails if email],
        organization=words(part(card, "org"), "company"),
    )


def _button(message: Part) -> Content | None:
    label = words(part(message, "button"), "text", "payload")
    return None if label is None else ChoiceContent(source="template_button", label=label)


def _interactive(message: Part) -> Content | None:
    interactive = part(message, "interactive")
    kind = words(interactive, "type") or ""
    if kind not in _CHOICES:
        return None
    source = _CHOICES[kind]
    reply = part(interactive, kind)
    label = words(reply, "title", "body", "response", "name", "id")
    return ChoiceContent(
        source=source,
        label=label or UNLABELLED[source],
        is_labelled=label is not None,
        description=words(reply, "description"),
        answers=words(reply, "response_json"),
    )


# What we call each of Meta's types of an interactive reply.
_CHOICES: Final[dict[str, ChoiceSource]] = {
    "button_reply": "button",
    "list_reply": "list",
    "nfm_reply": "flow",
    "call_permission_reply": "call_permission",
}


def _order(message: Part) -> Content | None:
    order = part(message, "order")
    if not order:
        return None
    items = [
        OrderItem(
            product=words(item, "product_retailer_id") or "Unnamed product",
            is_named=words(item, "product_retailer_id") is not None,
            quantity=figure(item, "quantity") or 0,
            price=figure(item, "item_price"),
            currency=words(item, "currency"),
        )
        for item in parts(order, "product_items")
    ]
    return OrderContent(text=words(order, "text"), items=items)


def _system(message: Part) -> Content | None:
    system = part(message, "system")
    event = words(system, "type")
    if event is None:
        return None
    return SystemContent(event=event, text=words(system, "body") or event.replace("_", " ").capitalize())


def _unsupported(message: Part) -> Content | None:
    errors = parts(message, "errors")
    error = errors[0] if errors else _EMPTY
    reason = words(part(error, "error_data"), "details") or words(error, "message", "title")
    return UnsupportedContent(
        type=words(part(message, "unsupported"), "type"),
        reason=reason or _NO_REASON,
        is_reason_metas=reason is not None,
    )


def _reaction(message: Part) -> Content | None:
    return ReactionContent(emoji=emoji(message))


def _revoke(message: Part) -> Content | None:
    return RevokedContent()


def _edit(message: Part) -> Content | None:
    content = edited(message, None)
    return None if isinstance(content, UnknownContent) else content


_BUILDERS: Final[dict[str, Callable[[Part], Content | None]]] = {
    "text": _text,
    **{media: _media(media) for media in get_args(MediaType)},
    "location": _location,
    "contacts": _contacts,
    "button": _button,
    "interactive": _interactive,
    "order": _order,
    "system": _system,
    "unsupported": _unsupported,
    "reaction": _reaction,
    "edit": _edit,
    "revoke": _revoke,
}
