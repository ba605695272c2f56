"""Why a model gave no usable answer, in words a person understands."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class ChatFault(StrEnum):
    """What went wrong; the values are stable."""

    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    FORBIDDEN_ADDRESS = "forbidden_address"
    KEY_REFUSED = "key_refused"
    OUT_OF_CREDIT = "out_of_credit"
    RATE_LIMITED = "rate_limited"
    UNKNOWN_MODEL = "unknown_model"
    REFUSED = "refused"
    SERVER_ERROR = "server_error"
    UNREADABLE = "unreadable"
    EMPTY = "empty"


_WORDS: Final[dict[ChatFault, tuple[str, str]]] = {
    ChatFault.TIMEOUT: (
        "The language model did not answer in time",
        "Try again; if it stays so, choose a faster model.",
    ),
    ChatFault.UNREACHABLE: (
        "The language model's server cannot be reached",
        "Check the base URL and this machine's network.",
    ),
    ChatFault.FORBIDDEN_ADDRESS: (
        "The language model's address is not on the public internet",
        "Correct the base URL. For a model of your own, set OPENAI_BASE_URL, or ALLOW_PRIVATE_LLM=true, and restart.",
    ),
    ChatFault.KEY_REFUSED: (
        "The language model's key is not accepted",
        "Enter a valid API key under Settings.",
    ),
    ChatFault.OUT_OF_CREDIT: (
        "The language model's account has no credit left",
        "Add credit or raise the spending limit of the account the key belongs to.",
    ),
    ChatFault.RATE_LIMITED: (
        "The language model's server asks us to slow down",
        "Raise the account's rate limit, or wait.",
    ),
    ChatFault.UNKNOWN_MODEL: (
        "There is no such language model, or the key may not use it",
        "Correct the model or the base URL under Settings.",
    ),
    ChatFault.REFUSED: (
        "The language model's server refuses the request",
        "Read its words, and check model and base URL under Settings.",
    ),
    ChatFault.SERVER_ERROR: (
        "The language model's server has trouble of its own",
        "Wait; nothing is wrong with the settings.",
    ),
    ChatFault.UNREADABLE: (
        "What answered is no language model's server",
        "Check the base URL: it usually ends in /v1.",
    ),
    ChatFault.EMPTY: (
        "The language model answered with an empty text",
        "Look at the number's system prompt, or choose another model.",
    ),
}


class ChatError(Exception):
    """No usable answer. `details` are the server's own words, never the key."""

    def __init__(self, fault: ChatFault, details: str = "") -> None:
        super().__init__(f"{_WORDS[fault][0]}: {details}" if details else _WORDS[fault][0])
        self.fault = fault
        self.details = details

    @property
    def title(self) -> str:
        """What happened."""
        return _WORDS[self.fault][0]

    @property
    def advice(self) -> str:
        """What to do about it."""
        return _WORDS[self.fault][1]
