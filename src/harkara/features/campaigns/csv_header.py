"""The header row: exactly `Phone`, optional `{{Media}}`, then `{{1}}`…`{{n}}` without gaps. Never guesses a column."""

from __future__ import annotations

import re
from dataclasses import dataclass

from harkara.features.campaigns.errors import BadHeaderError

PHONE = "Phone"
MEDIA = "{{Media}}"
MAX_VARIABLE_COLUMNS = 100
"""Far above what any template takes; keeps a row's array small."""

_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}
_VARIABLE = re.compile(r"\{\{(\d{1,4})\}\}")
_SHOWN_CHARACTERS = 160


@dataclass(frozen=True, slots=True)
class Header:
    """Which columns a file has."""

    has_media: bool
    variable_columns: int

    @property
    def first_variable(self) -> int:
        """Index of the {{1}} column in a row."""
        return 2 if self.has_media else 1

    @property
    def width(self) -> int:
        """Number of columns."""
        return self.first_variable + self.variable_columns

    def names(self) -> list[str]:
        """Return the column names as they stand in the file."""
        return [PHONE, *([MEDIA] if self.has_media else []), *map(variable_name, range(1, self.variable_columns + 1))]


def variable_name(number: int) -> str:
    """Return the name of the column of variable `number`, counted from 1."""
    return f"{{{{{number}}}}}"


def parse_header(cells: list[str]) -> Header:
    """Return what the header row says; raise BadHeaderError naming the first column that is wrong."""
    if cells[0] != PHONE:
        raise _first_column_wrong(cells)
    has_media = cells[1:2] == [MEDIA]
    header = Header(has_media, len(cells) - (2 if has_media else 1))
    if header.variable_columns > MAX_VARIABLE_COLUMNS:
        raise _refused(
            f"There are {header.variable_columns} variable columns; at most {MAX_VARIABLE_COLUMNS} are possible", cells
        )
    for index, (found, expected) in enumerate(zip(cells, header.names(), strict=True)):
        if found != expected:
            raise _refused(_wrong_column(index, found, expected), cells)
    return header


def _first_column_wrong(cells: list[str]) -> BadHeaderError:
    separator = next((mark for mark in _SEPARATORS if cells[0].startswith(PHONE + mark)), None)
    if separator is not None:
        return BadHeaderError(
            f"The columns are separated by {_SEPARATORS[separator]}, not by commas. Found: {_shown(cells)}",
            mend="Save the file as 'CSV UTF-8 (comma delimited)', or replace the separators by commas.",
        )
    return _refused(f"The first column must be named exactly 'Phone', but is named '{_cut(cells[0])}'", cells)


def _wrong_column(index: int, found: str, expected: str) -> str:
    place = f"Column {index + 1}"
    if not found.strip():
        return f"{place} has no name; delete it or name it {expected}"
    if found == MEDIA:
        return f"{place} is {MEDIA}, which may only be the second column"
    if _VARIABLE.fullmatch(found):
        return f"{place} is named {found}, but {expected} must come there (the numbers have no gaps and no repeats)"
    allowed = f"{MEDIA} or {expected}" if index == 1 else expected
    return f"{place} is named '{_cut(found)}', but must be {allowed}"


def _refused(problem: str, cells: list[str]) -> BadHeaderError:
    return BadHeaderError(f"{problem}. Found: {_shown(cells)}")


def _shown(cells: list[str]) -> str:
    return _cut(",".join(cells))


def _cut(text: str) -> str:
    printable = "".join(character if character.isprintable() else "�" for character in text[: _SHOWN_CHARACTERS + 1])
    return printable if len(printable) <= _SHOWN_CHARACTERS else printable[:_SHOWN_CHARACTERS] + "…"
