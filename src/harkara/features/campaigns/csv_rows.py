"""Judges the rows of a file: fit to be sent to, or invalid and why. Never changes a value."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field

from harkara.features.campaigns import row_faults
from harkara.features.campaigns.csv_header import Header
from harkara.features.campaigns.csv_import import CsvRows
from harkara.features.campaigns.row_faults import MAX_URL_CHARACTERS, MAX_VARIABLE_CHARACTERS, RowFault

_ROWS_AT_ONCE = 100
"""Between two turns of the event loop: under 1 ms for usual rows, 20 ms for rows of 80 columns."""

_PHONE = re.compile(r"91[0-9]{10}")
_URL = re.compile(r"https?://[^\s/?#@\\\ufffd]+(?:[/?#][^\s\ufffd]*)?", re.IGNORECASE)
_WIDE_GAP = " " * 5


@dataclass(frozen=True, slots=True)
class RowNeeds:
    """What a row must bring, whichever of the selected templates it will get."""

    variables: int
    media: bool


@dataclass(slots=True)
class Verdicts:
    """Which rows of a file cannot be sent to (by index, counted from 0), and how many repeat an earlier phone."""

    faults: dict[int, RowFault] = field(default_factory=dict[int, RowFault])
    duplicates: int = 0


async def judge_rows(rows: CsvRows, needs: RowNeeds, *, skip_duplicates: bool) -> Verdicts:
    """Judge all rows, giving other tasks a turn every few milliseconds.

    A row repeats another if an earlier *valid* row has its phone; that is a fault only with `skip_duplicates`.
    """
    verdicts = Verdicts()
    first_rows: dict[str, int] = {}
    async for part in in_slices(len(rows)):
        for index in part:
            cells = rows.cells(index)
            fault = find_fault(cells, rows.header, needs)
            if fault is None:
                first_row = first_rows.setdefault(cells[0], rows.row_numbers[index])
                if first_row != rows.row_numbers[index]:
                    verdicts.duplicates += 1
                    fault = row_faults.duplicate_phone(first_row) if skip_duplicates else None
            if fault is not None:
                verdicts.faults[index] = fault
    return verdicts


async def in_slices(rows: int) -> AsyncGenerator[range]:
    """Cut work on many rows into pieces short enough that other requests are answered in between."""
    for start in range(0, rows, _ROWS_AT_ONCE):
        await asyncio.sleep(0)
        yield range(start, min(start + _ROWS_AT_ONCE, rows))


def find_fault(cells: list[str], header: Header, needs: RowNeeds) -> RowFault | None:
    """Return the first fault of a row on its own, or None."""
    if len(cells) > header.width:
        return row_faults.too_many_columns(len(cells), header.width)
    if not _PHONE.fullmatch(cells[0]):
        return row_faults.phone_fault(cells[0])
    values = cells[header.first_variable : header.first_variable + needs.variables]
    for number, value in enumerate(values, start=1):
        fault = _value_fault(number, value)
        if fault is not None:
            return fault
    if len(values) < needs.variables:
        return row_faults.missing_variable(len(values) + 1)
    return _media_fault(cells[1] if len(cells) > 1 else "") if needs.media else None


def _value_fault(number: int, value: str) -> RowFault | None:
    """Find what Meta would refuse in a text parameter (132000, 132005, 132012, 132018), before it costs an attempt."""
    if not value or value.isspace():
        return row_faults.missing_variable(number)
    if len(value) > MAX_VARIABLE_CHARACTERS:
        return row_faults.variable_too_long(number)
    if "\n" in value or "\r" in value or "\t" in value:
        return row_faults.variable_has_line_break(number)
    if _WIDE_GAP in value:
        return row_faults.variable_has_wide_gap(number)
    return row_faults.variable_has_lost_character(number) if "\ufffd" in value else None


def _media_fault(value: str) -> RowFault | None:
    if len(value) <= MAX_URL_CHARACTERS and _URL.fullmatch(value):
        return None
    return row_faults.media_fault(value)
