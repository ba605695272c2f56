"""Which messages are answered, and for which reason the others are not. Pure: a table from facts to a decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from harkara.core.contacts.models import REPLIES_FOR_LIFE
from harkara.integrations.openai.errors import ChatFault

WINDOW = timedelta(hours=24)
"""Meta takes free text within 24 h of the customer's last message (page «Send messages», service window)."""

WINDOW_MARGIN = timedelta(minutes=5)
"""A reply needs some time to arrive, and Meta's clock is not ours."""

TAKES_AT_MOST = 5
"""A message over which so many workers died is not tried again: it may be what kills them, and each try costs money."""


class Skip(StrEnum):
    """Why a message is not answered. The values are stable: they are stored and counted."""

    NOT_TEXT = "not_text"
    GROUP = "group"
    NOBODY = "nobody"
    """Meta named no sender."""
    TOO_OLD = "too_old"
    NUMBER_GONE = "number_gone"
    """The number was deleted or is inactive."""
    NOT_CONFIGURED = "not_configured"
    QUOTA = "quota"
    LOOP = "loop"
    GAVE_UP = "gave_up"
    ERASED = "erased"
    """The customer was erased before there was an answer."""
    RESTORED = "restored"
    """It waited when a backup was taken: whether it was answered after that is not known."""
    LLM_TIMEOUT = "llm_timeout"
    LLM_UNREACHABLE = "llm_unreachable"
    LLM_FORBIDDEN_ADDRESS = "llm_forbidden_address"
    LLM_KEY_REFUSED = "llm_key_refused"
    LLM_OUT_OF_CREDIT = "llm_out_of_credit"
    LLM_RATE_LIMITED = "llm_rate_limited"
    LLM_UNKNOWN_MODEL = "llm_unknown_model"
    LLM_REFUSED = "llm_refused"
    LLM_SERVER_ERROR = "llm_server_error"
    LLM_UNREADABLE = "llm_unreadable"
    LLM_EMPTY = "llm_empty"

    @classmethod
    def of(cls, fault: ChatFault) -> Skip:
        """Return the reason that a model's failure is."""
        return cls(f"llm_{fault.value}")


class Incoming(Protocol):
    """What must be known of a new message."""

    @property
    def type(self) -> str: ...
    @property
    def is_group(self) -> bool: ...
    @property
    def contact_id(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Standing:
    """How things are at the moment of replying."""

    number_is_usable: bool
    model_is_configured: bool
    replies_so_far: int
    replies_within_a_minute: int
    loop_limit: int


def judge_message(message: Incoming, is_on: bool) -> Skip | None:
    """Return why a message is not answered, or None; `is_on`: whether a model is configured. Its age counts when its reply is written."""
    if message.type != "text":
        return Skip.NOT_TEXT
    if message.is_group:
        return Skip.GROUP
    if message.contact_id is None:
        return Skip.NOBODY
    return None if is_on else Skip.NOT_CONFIGURED


def is_too_old(written_at: datetime, now: datetime) -> bool:
    """Say whether a reply could not be sure to arrive within Meta's window."""
    return now - written_at > WINDOW - WINDOW_MARGIN


def judge_standing(standing: Standing) -> Skip | None:
    """Return why nothing is answered at the moment, or None. What lasts is named before what passes."""
    if not standing.number_is_usable:
        return Skip.NUMBER_GONE
    if not standing.model_is_configured:
        return Skip.NOT_CONFIGURED
    if standing.replies_so_far >= REPLIES_FOR_LIFE:
        return Skip.QUOTA
    return Skip.LOOP if standing.replies_within_a_minute >= standing.loop_limit else None
