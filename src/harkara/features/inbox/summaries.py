"""A message in one line, for the list of conversations and for quotes."""

from __future__ import annotations

from typing import Final

from harkara.features.inbox.contents import (
    ChoiceContent,
    ContactsContent,
    Content,
    LocationContent,
    MediaContent,
    OrderContent,
    ReactionContent,
    RevokedContent,
    SystemContent,
    TemplateContent,
    TextContent,
    UnsupportedContent,
)

LENGTH: Final = 120
_MEDIA: Final = {
    "image": "Photo",
    "video": "Video",
    "audio": "Audio",
    "document": "Document",
    "sticker": "Sticker",
}


def summarize(content: Content) -> str:
    """Return one line of at most LENGTH characters."""
    line = " ".join(_line(content).split())
    return line if len(line) <= LENGTH else line[: LENGTH - 1].rstrip() + "…"


def _line(content: Content) -> str:
    match content:
        case TextContent(text=text) | SystemContent(text=text):
            return text
        case TemplateContent(body=body, name=name):
            return body or name
        case MediaContent():
            return _media(content)
        case LocationContent():
            return _named("Location", content.name or content.address)
        case ContactsContent(contacts=cards):
            return _named("Contact", ", ".join(card.name for card in cards))
        case ChoiceContent(label=label):
            return label
        case OrderContent(items=items, text=text):
            return _named(f"Order of {len(items)} {'item' if len(items) == 1 else 'items'}", text)
        case UnsupportedContent():
            return "A message WhatsApp does not hand on"
        case ReactionContent(emoji=emoji):
            return f"Reacted {emoji}" if emoji else "Took a reaction back"
        case RevokedContent():
            return "Deleted a message"
        case _:
            return _named(f"A message of the type {content.type}", content.text)


def _media(content: MediaContent) -> str:
    name = "Voice message" if content.is_voice else _MEDIA[content.media]
    return _named(name, content.caption or content.file_name)


def _named(what: str, which: str | None) -> str:
    return f"{what}: {which}" if which else what
