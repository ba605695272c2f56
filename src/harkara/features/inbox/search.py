"""What a person typed into the search field, and which customers it means."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_

from harkara.core.contacts.models import Contact

_WRITTEN_NUMBER = re.compile(r"[\d\s+()./-]*\d[\d\s+()./-]*")
_SUBSCRIBER = 10
"""Digits of an Indian number without country code."""
_GRAM = 3
"""Characters in a row that the index knows (`customer_grams`)."""


@dataclass(frozen=True, slots=True)
class Search:
    """A part of a phone number (digits), or of a name or username (text)."""

    text: str
    is_number: bool


def parse_search(typed: str | None) -> Search | None:
    """Return what is searched for; None for nothing. `+91 98765-43210` and `09876543210` are numbers as people write them."""
    text = (typed or "").strip()
    if _WRITTEN_NUMBER.fullmatch(text):
        digits = "".join(character for character in text if character in "0123456789")
        # A whole number with a trunk prefix (0) or as dialled abroad (00): no country code starts with 0.
        whole = digits.lstrip("0") if len(digits) > _SUBSCRIBER else digits
        return Search(whole or digits, is_number=True)
    text = text.removeprefix("@")
    return Search(text, is_number=False) if text else None


def matches(search: Search) -> ColumnElement[bool]:
    """Return the condition on a customer. Shorter than three characters matches so many that no index is needed."""
    part = "%" + re.sub(r"([\\%_])", r"\\\1", search.text) + "%"
    if search.is_number:
        return _narrowed(search, Contact.wa_id.like(part))
    named = or_(
        func.lower(Contact.profile_name).like(func.lower(part)), func.lower(Contact.username).like(func.lower(part))
    )
    return or_(_narrowed(search, named), Contact.bsuid == search.text)


def _narrowed(search: Search, exact: ColumnElement[bool]) -> ColumnElement[bool]:
    if len(search.text) < _GRAM:
        return exact
    grams = func.customer_grams(Contact.wa_id, Contact.profile_name, Contact.username)
    return and_(grams.op("@>")(func.customer_grams(None, search.text, None)), exact)
