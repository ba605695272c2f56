"""What a model is asked: the number's system prompt, then the last messages as turns. Pure.

Nothing a customer wrote ever gets into the system turn: whatever it says, it is said by the customer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from harkara.integrations.openai.chat import Turn

CONTEXT_MESSAGES: Final = 10
"""PRD D: the last 10 messages, those that wait for the answer included."""

_NOTES: Final = {
    "image": "sent an image",
    "video": "sent a video",
    "audio": "sent a voice message",
    "document": "sent a document",
    "sticker": "sent a sticker",
    "location": "sent a location",
    "contacts": "sent a contact",
    "button": "tapped a button",
    "interactive": "chose",
    "reaction": "reacted",
    "order": "sent an order",
    "edit": "changed a message",
    "revoke": "deleted a message",
}


@dataclass(frozen=True, slots=True)
class PastMessage:
    """One message of the conversation. `text`: what a person reads of it, of a template filled in; None if nothing."""

    id: int
    is_inbound: bool
    type: str
    text: str | None
    created_at: datetime
    is_unanswered: bool = False


def compose(system_prompt: str, messages: Sequence[PastMessage]) -> list[Turn]:
    """Return the turns in order.

    What is unanswered comes last, whatever its time: a message typed while the previous reply was being written is older
    than that reply, and a model continues after the last turn.
    """
    ordered = sorted(messages, key=lambda message: (message.is_unanswered, message.created_at, message.id))
    turns: list[Turn] = [{"role": "system", "content": system_prompt}] if system_prompt.strip() else []
    for message in ordered[-CONTEXT_MESSAGES:]:
        if message.is_inbound:
            turns.append({"role": "user", "content": _said(message, "customer")})
        else:
            turns.append({"role": "assistant", "content": _said(message, "business")})
    return turns


def _said(message: PastMessage, who: str) -> str:
    """Return a text as it is, and anything else as a short note with what can be read of it."""
    text = (message.text or "").strip()
    if message.type in ("text", "template") and text:
        return text
    note = _NOTES.get(message.type, f"sent a message of the type {message.type}")
    return f"[The {who} {note}: {text}]" if text else f"[The {who} {note}]"
