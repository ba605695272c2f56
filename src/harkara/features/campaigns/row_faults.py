"""Every reason a row can be invalid for, in words for the person who will mend the file. The codes are stable."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from harkara.features.campaigns.csv_header import MEDIA, variable_name
from harkara.kit.wording import grouped

MAX_VARIABLE_CHARACTERS = 1024
"""The rendered body of a template may have no more, so no variable in it may either (Meta answers 132005)."""
MAX_URL_CHARACTERS = 2000
"""As long as Meta lets the address of a button be."""


@dataclass(frozen=True, slots=True)
class RowFault:
    """Why a row cannot be sent to. `summary` is the same for all rows with this fault; `reason` may name more."""

    code: str
    reason: str
    summary: str


def too_many_columns(found: int, expected: int) -> RowFault:
    """Return the fault of a row with more cells than the header has names."""
    return RowFault(
        "too_many_columns",
        f"The row has {found} columns, the header {expected}: put a value that contains a comma into double quotes.",
        "The row has more columns than the header: put a value that contains a comma into double quotes.",
    )


def duplicate_phone(first_row: int) -> RowFault:
    """Return the fault of a row whose phone an earlier valid row has."""
    return RowFault(
        "duplicate_phone",
        f"The phone number is already in row {first_row}.",
        "The phone number is already in an earlier row.",
    )


@cache
def missing_variable(number: int) -> RowFault:
    """Return the fault of a row without a value that a template needs."""
    return _fault("missing_variable", f"{variable_name(number)} is empty, and a selected template needs it.")


@cache
def variable_too_long(number: int) -> RowFault:
    """Return the fault of a value that fits into no template."""
    return _fault(
        "variable_too_long", f"{variable_name(number)} has more than {grouped(MAX_VARIABLE_CHARACTERS)} characters."
    )


@cache
def variable_has_line_break(number: int) -> RowFault:
    """Return the fault of a value with a line break or tab in it."""
    return _fault(
        "variable_has_line_break",
        f"{variable_name(number)} contains a line break or a tab, which WhatsApp does not allow in a variable.",
    )


@cache
def variable_has_wide_gap(number: int) -> RowFault:
    """Return the fault of a value with five or more spaces in a row."""
    return _fault(
        "variable_has_wide_gap",
        f"{variable_name(number)} contains more than 4 spaces in a row, which WhatsApp does not allow in a variable.",
    )


@cache
def variable_has_lost_character(number: int) -> RowFault:
    """Return the fault of a value in which characters were lost before the file came to us, or that holds a NUL."""
    return _fault(
        "variable_has_lost_character",
        f"{variable_name(number)} contains � where a character was lost when the file was saved: type it again.",
    )


def media_fault(value: str) -> RowFault:
    """Return the fault of a row without a usable media address."""
    if not value:
        return _MEDIA_MISSING
    return _MEDIA_TOO_LONG if len(value) > MAX_URL_CHARACTERS else _MEDIA_INVALID


def phone_fault(phone: str) -> RowFault:
    """Return the fault of a phone number that is not 12 digits starting with 91, with the most helpful hint."""
    for pattern, fault in _PHONE_FAULTS:
        if pattern.fullmatch(phone):
            return fault
    return _PHONE_INVALID


def _fault(code: str, text: str) -> RowFault:
    return RowFault(code, text, text)


_MEDIA_MISSING = _fault("media_missing", f"{MEDIA} is empty, and a selected template needs it.")
_MEDIA_TOO_LONG = _fault("media_url_invalid", f"{MEDIA} has more than {grouped(MAX_URL_CHARACTERS)} characters.")
_MEDIA_INVALID = _fault(
    "media_url_invalid", f"{MEDIA} is not a web address: it must start with https:// or http:// and have no spaces."
)
_PHONE_INVALID = _fault("phone_invalid", "The phone number must be exactly 12 digits starting with 91.")
_PHONE_FAULTS = tuple(
    (re.compile(pattern, re.IGNORECASE), _fault(code, text))
    for pattern, code, text in (
        (r"\s*", "phone_missing", "The phone number is empty."),
        (
            r"\s*[0-9]([.,][0-9]+)?E\+?[0-9]+\s*",
            "phone_scientific",
            "The spreadsheet has rounded the phone number (like 9.19877E+11) and its last digits are lost: "
            "format the column as text and enter the numbers again.",
        ),
        (r"\s*\+[0-9]{12}\s*", "phone_has_plus", "The phone number starts with +: write 91 and the 10 digits only."),
        (r"[6-9][0-9]{9}", "phone_without_country_code", "The phone number has 10 digits: write 91 in front of it."),
        (
            r"0[0-9]+",
            "phone_has_leading_zero",
            "The phone number starts with 0: replace the zeros by 91 (or drop them if 91 follows).",
        ),
        (
            r"(?=[\s\S]*[^0-9])[\s+]*[0-9(][0-9\s().\-–/]+",
            "phone_has_separators",
            "The phone number contains spaces, dashes or other signs: write its 12 digits only.",
        ),
    )
)
