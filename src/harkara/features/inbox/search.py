"""What a person typed into the search field, and which customers it means."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_
from sqlalchemy.dialects.postgresql import array
from sqlalchemy.orm import InstrumentedAttribute

from harkara.core.contacts.models import Contact

_WRITTEN_NUMBER = re.compile(r"[\d\s+()./-]*\d[\d\s+()./-]*")
_BSUID = re.compile(r"[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{8,128}")
_SUBSCRIBER = 10
"""Digits of an Indian number without country code."""
_GRAM = 3
"""Characters in a row that `customer_grams` knows; `name_grams` knows fewer."""


class Sought(Enum):
    """What a text is a part of, or is."""

    NUMBER = "number"
    NAME = "name"
    BSUID = "bsuid"


@dataclass(frozen=True, slots=True)
class Search:
    """A part of a phone number (digits), a part of a name or username, or a whole business-scoped user id."""

    text: str
    of: Sought


def parse_search(typed: str | None) -> Search | None:
    """Return what is searched for; None for nothing. `+91 98765-43210` and `09876543210` are numbers as people write them."""
    text = (typed or "").strip()
    if _WRITTEN_NUMBER.fullmatch(text):
        digits = "".join(str(unicodedata.decimal(character)) for character in text if character.isdecimal())
        # A whole number with a trunk prefix (0) or as dialled abroad (00): no country code starts with 0.
        whole = digits.lstrip("0") if len(digits) > _SUBSCRIBER else digits
        return Search(whole or digits, Sought.NUMBER)
    if _BSUID.fullmatch(text):
        return Search(text, Sought.BSUID)
    text = text.removeprefix("@")
    return Search(text, Sought.NAME) if text else None


def contains(search: Search) -> ColumnElement[bool]:
    """Return the condition on a customer."""
    match search.of:
        case Sought.BSUID:
            return Contact.bsuid == search.text
        case Sought.NUMBER:
            return _contains(Contact.wa_id, search.text)
        case Sought.NAME:
            text = func.lower(search.text)
            return or_(*[_contains(func.lower(name), text) for name in (Contact.profile_name, Contact.username)])


def matches(search: Search) -> ColumnElement[bool]:
    """Return the same condition together with what an index can answer of it.

    One or two digits have no index: too many numbers have them in common for anybody to get this far.
    """
    if search.of is not Sought.BSUID and len(search.text) >= _GRAM:
        known = func.customer_grams(Contact.wa_id, Contact.profile_name, Contact.username)
        return and_(contains(search), _holds(known, _grams(search.text)))
    if search.of is Sought.NAME:
        named = func.coalesce(Contact.profile_name, Contact.username).is_not(None)
        return and_(
            contains(search), named, _holds(func.name_grams(Contact.profile_name, Contact.username), [search.text])
        )
    return contains(search)


def _contains(whole: ColumnElement[str] | InstrumentedAttribute[str | None], part: object) -> ColumnElement[bool]:
    """Say the same as LIKE '%part%'. The planner takes this for a third of all, which leaves its estimate to the index."""
    return func.strpos(whole, part) > 0


def _holds(known: ColumnElement[Any], grams: list[str]) -> ColumnElement[bool]:
    return known.op("@>")(array([func.lower(gram) for gram in grams]))


def _grams(text: str) -> list[str]:
    """Return enough grams to cover the text. All of them would tell the planner that hardly anybody is called Kumari:
    it multiplies their shares, and those that overlap come together.
    """
    places = [*range(0, len(text) - _GRAM, _GRAM), len(text) - _GRAM]
    return [text[place : place + _GRAM] for place in places]
