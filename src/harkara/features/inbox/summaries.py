"""A message in one line, for the list of conversations and for quotes: in parts, and in English."""

from __future__ import annotations

from typing import Final

from harkara.features.inbox.contents import (
    UNLABELLED,
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
from harkara.features.inbox.schemas import MessageSummary

LENGTH: Final = 120
_NAMES: Final = {
    "image": "Photo",
    "video": "Video",
    "audio": "Audio",
    "voice": "Voice message",
    "document": "Document",
    "sticker": "Sticker",
    "location": "Location",
    "contacts": "Contact",
    "unsupported": "A message WhatsApp does not hand on",
    "reaction_removed": "Took a reaction back",
    "revoked": "Deleted a message",
}


def summarize(content: Content) -> MessageSummary:
    """Return what a message is, and at most LENGTH characters of what a person wrote in it, on one line."""
    summary = _parts(content)
    return summary.model_copy(update={"words": _one_line(summary.words) or None})


def in_english(summary: MessageSummary) -> str:
    """Return the summary as a line for who reads no other language, and for programs."""
    words = summary.words or ""
    match summary.kind:
        case "words" | "system":
            return words
        case "choice":
            return words or UNLABELLED.get(summary.type or "", "")
        case "order":
            items = "1 item" if summary.count == 1 else f"{summary.count} items"
            return _one_line(_named(f"Order of {items}", words))
        case "reaction":
            return f"Reacted {words}"
        case "unknown":
            return _one_line(_named(f"A message of the type {summary.type}", words))
        case kind:
            return _one_line(_named(_NAMES[kind], words))


def _parts(content: Content) -> MessageSummary:
    match content:
        case TextContent(text=text):
            return MessageSummary(kind="words", words=text)
        case SystemContent(text=text, event=event):
            return MessageSummary(kind="system", words=text, type=event)
        case TemplateContent(body=body, name=name):
            return MessageSummary(kind="words", words=body or name)
        case MediaContent(media=media, is_voice=is_voice):
            return MessageSummary(kind="voice" if is_voice else media, words=content.caption or content.file_name)
        case LocationContent():
            return MessageSummary(kind="location", words=content.name or content.address)
        case ContactsContent(contacts=cards):
            return MessageSummary(kind="contacts", words=", ".join(card.name for card in cards if card.is_named))
        case ChoiceContent(label=label, source=source):
            return MessageSummary(kind="choice", words=label if content.is_labelled else None, type=source)
        case OrderContent(items=items, text=text):
            return MessageSummary(kind="order", words=text, count=len(items))
        case UnsupportedContent():
            return MessageSummary(kind="unsupported")
        case ReactionContent(emoji=emoji):
            return MessageSummary(kind="reaction" if emoji else "reaction_removed", words=emoji)
        case RevokedContent():
            return MessageSummary(kind="revoked")
        case _:
            return MessageSummary(kind="unknown", words=content.text, type=content.type)


def _one_line(text: str | None) -> str:
    line = " ".join((text or "").split())
    return line if len(line) <= LENGTH else line[: LENGTH - 1].rstrip() + "…"


def _named(what: str, which: str) -> str:
    return f"{what}: {which}" if which else what
