"""The body of `POST /{phone-number-id}/messages` as a checked value; knows nothing of templates, limits or delivery."""

from __future__ import annotations

import re
from dataclasses import dataclass

from harkara_sandbox.graph.errors import GraphError, required
from harkara_sandbox.json_values import JsonObject, as_object, as_text

TEXT_LIMIT = 4096
CALLBACK_DATA_LIMIT = 512
# Session messages other than text are only checked for their content object.
OTHER_TYPES = frozenset(
    {"image", "video", "audio", "document", "sticker", "location", "contacts", "interactive", "reaction"}
)
_IGNORED_IN_NUMBERS = str.maketrans("", "", "+-() ")
_BSUID = re.compile(r"[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}")


@dataclass(frozen=True, slots=True)
class SendRequest:
    """Who gets what. Exactly one of `wa_id` and `bsuid` is set; `input` is the recipient as the caller wrote it."""

    input: str
    wa_id: str | None
    bsuid: str | None
    type: str
    content: JsonObject
    callback_data: str | None


def parse_send(body: JsonObject, sender_digits: str) -> SendRequest:
    """Check a send in Meta's order. Raises GraphError 100, 131008, 131009 or 131021."""
    callback_data = body.get("biz_opaque_callback_data")
    if callback_data is not None and (not isinstance(callback_data, str) or len(callback_data) > CALLBACK_DATA_LIMIT):
        raise GraphError(100, f"Param biz_opaque_callback_data must be at most {CALLBACK_DATA_LIMIT} characters long.")
    to = as_text(body.get("to"))
    bsuid = as_text(body.get("recipient")) if to is None else None
    wa_id = None
    if to is not None:
        wa_id = canonical_number(to, sender_digits)
    elif bsuid is None:
        raise GraphError(131008, details="The parameter to is required.")
    elif not _BSUID.fullmatch(bsuid):
        raise GraphError(131009, details="The parameter recipient is not a business-scoped user id.")
    kind, content = _content(body)
    return SendRequest(to or bsuid or "", wa_id, bsuid, kind, content, callback_data)


def canonical_number(to: str, sender_digits: str) -> str:
    """The digits of a phone number.

    Without a `+`, Meta takes a number that does not begin with the sender's country code for a national one and puts
    the code in front; that is why callers should always send the `+`.
    """
    digits = to.translate(_IGNORED_IN_NUMBERS)
    if not (digits.isascii() and digits.isdecimal()):
        raise GraphError(131009, details=f"The parameter to is not a phone number: {to[:32]}")
    country = sender_digits[:-10]
    if not to.startswith("+") and not (digits.startswith(country) and len(digits) == len(sender_digits)):
        digits = country + digits
    if not 8 <= len(digits) <= 15:
        raise GraphError(131009, details=f"The parameter to is not a phone number: {to[:32]}")
    if digits == sender_digits:
        raise GraphError(131021)
    return digits


def _content(body: JsonObject) -> tuple[str, JsonObject]:
    kind = body.get("type", "text")
    if kind not in {"template", "text"} and kind not in OTHER_TYPES:
        expected = ", ".join(sorted({"template", "text", *OTHER_TYPES})).upper()
        raise GraphError(100, f'Param type must be one of {{{expected}}} - got "{kind}".')
    content = as_object(body.get(kind))
    if content is None:
        if kind == "contacts" and isinstance(body.get(kind), list):
            return kind, {}
        raise required(kind)
    if kind == "text":
        _check_text(content)
    return kind, content


def _check_text(content: JsonObject) -> None:
    text = as_text(content.get("body"))
    if text is None:
        raise required("text['body']")
    if len(text) > TEXT_LIMIT:
        raise GraphError(100, f"Param text['body'] must be at most {TEXT_LIMIT} characters long.")
