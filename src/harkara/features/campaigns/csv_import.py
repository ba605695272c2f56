"""Reads the CSV while it arrives: bytes in any pieces, rows out, limits enforced on the way. Writes nothing to disk."""

from __future__ import annotations

import codecs
import csv
import io
import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

from harkara.features.campaigns.csv_header import Header, parse_header
from harkara.features.campaigns.errors import (
    FileTooLargeError,
    NoRowsError,
    NotACsvError,
    TooManyRowsError,
    UnclosedQuoteError,
)
from harkara.kit.wording import grouped

MAX_FILE_BYTES = 50_000_000
MAX_ROWS = 100_000
MAX_RECORDS = 1_048_576
"""Rows including blank ones: what a spreadsheet can hold. Bounds the work on a file of nothing but line ends."""

_BLOCK_BYTES = 64 * 1024
"""Parsed at once: about 1,000 rows, 2 ms of the event loop's time."""
_MAX_OPEN_CHARACTERS = 1024 * 1024
"""A row longer than this comes from a quote that was never closed."""

_SIGNATURES = (
    (b"PK\x03\x04", "an Excel workbook (.xlsx) or another zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls)"),
    (b"%PDF", "a PDF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\xff\xfe", "UTF-16 text ('Unicode text' in Excel)"),
    (b"\xfe\xff", "UTF-16 text ('Unicode text' in Excel)"),
)
_LOST_CHARACTER = "\ufffd"
_QUOTED_FORMULA = re.compile(r"'+[=+\-@\t\r]")

CELL_SEPARATOR = "\x00"
"""Between the cells of a packed row. No cell holds one: PostgreSQL stores no NUL, so on reading it becomes U+FFFD."""


@dataclass(slots=True)
class CsvRows:
    """The rows of a file, packed: never much more than the file itself, where lists of str take up to 12 times that."""

    header: Header
    packed: list[bytes] = field(default_factory=list[bytes])
    row_numbers: array[int] = field(default_factory=lambda: array("I"))
    """Of each row, as a spreadsheet shows it: the header is 1, blank rows count."""

    def __len__(self) -> int:
        return len(self.packed)

    def cells(self, index: int) -> list[str]:
        """Return the cells of the row at `index`, counted from 0."""
        return self.packed[index].decode().split(CELL_SEPARATOR)


class CsvImport:
    """An incremental CSV reader: `feed` it, then `finish`. The same bytes give the same rows however they are cut.

    Both raise the error that names what is wrong as soon as it is seen; the reader is of no use after that.
    """

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._block = bytearray()
        self._text = ""
        self._size = 0
        self._records = 0
        self._rows: CsvRows | None = None

    def feed(self, data: bytes) -> None:
        """Take the next bytes of the file."""
        self._size += len(data)
        if self._size > MAX_FILE_BYTES:
            raise FileTooLargeError(
                f"It is larger than {MAX_FILE_BYTES // 1_000_000} MB ({grouped(MAX_FILE_BYTES)} bytes)."
            )
        self._block += data
        if len(self._block) >= _BLOCK_BYTES:
            self._take_block()

    def finish(self) -> CsvRows:
        """Return the rows, now that the file is complete."""
        self._take_block(final=True)
        if self._rows is None:
            raise NoRowsError("It is empty.")
        if not self._rows.packed:
            raise NoRowsError("It has a header row and nothing below it.")
        return self._rows

    def _take_block(self, *, final: bool = False) -> None:
        if self._size == len(self._block):
            _refuse_other_formats(bytes(self._block))
        text = self._text + self._decoded(bytes(self._block), final=final).replace("\x00", _LOST_CHARACTER)
        self._block.clear()
        # A line end is only sure when something follows it: "\r" may be the first half of "\r\n".
        complete = len(text) if final else max(text.rfind("\n"), text.rfind("\r", 0, -1)) + 1
        consumed = self._take_records(text[:complete])
        self._text = text[consumed:]
        if len(self._text) > _MAX_OPEN_CHARACTERS or (final and self._text):
            raise self._endless_row()

    def _decoded(self, data: bytes, *, final: bool) -> str:
        try:
            return self._decoder.decode(data, final)
        except UnicodeDecodeError as error:
            row = self._records + error.object[: error.start].count(b"\n") + 1
            raise NotACsvError(
                f"Near row {row} there are bytes that are not UTF-8 (0x{error.object[error.start]:02X}). "
                "Files saved as plain 'CSV' often use a Windows code page."
            ) from None

    def _take_records(self, text: str) -> int:
        """Take every whole record of `text` and return how many characters they used up."""
        lines = _Lines(text)
        consumed = 0
        try:
            for cells in csv.reader(lines):
                if lines.ran_dry:  # It asked for more in the middle of a quoted value, and gave up what it had.
                    break
                self._take_record(cells)
                consumed = lines.position
        except csv.Error:
            # The only error left in the lenient dialect: one cell above csv.field_size_limit (131,072 characters).
            raise self._endless_row() from None
        return consumed

    def _take_record(self, cells: list[str]) -> None:
        self._records += 1
        if self._records > MAX_RECORDS:
            raise TooManyRowsError(f"It has more than {grouped(MAX_RECORDS)} rows, blank ones included.")
        if not any(cells):
            return
        if self._rows is None:
            self._rows = CsvRows(parse_header(cells))
            return
        if len(self._rows) == MAX_ROWS:
            raise TooManyRowsError(f"It has more than {grouped(MAX_ROWS)} recipients.")
        row = CELL_SEPARATOR.join(cells)
        if "'" in row:
            row = CELL_SEPARATOR.join(map(unquote_formula, cells))
        self._rows.packed.append(row.encode())
        self._rows.row_numbers.append(self._records)

    def _endless_row(self) -> UnclosedQuoteError:
        return UnclosedQuoteError(
            f'Row {self._records + 1} has no end: most likely it opens a value with " and never closes it.'
        )


class _Lines:
    """Gives the lines of a text to csv.reader, and remembers how far it got and whether it asked for more."""

    def __init__(self, text: str) -> None:
        self._lines = io.StringIO(text, newline="")
        self.position = 0
        self.ran_dry = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._lines.readline()
        if not line:
            self.ran_dry = True
            raise StopIteration
        self.position += len(line)
        return line


def unquote_formula(value: str) -> str:
    """Take off the quote that our own exports put before a value a spreadsheet would run as a formula."""
    return value[1:] if _QUOTED_FORMULA.match(value) else value


def _refuse_other_formats(start: bytes) -> None:
    """Name a file that is no text by its first bytes."""
    for signature, name in _SIGNATURES:
        if start.startswith(signature):
            raise NotACsvError(f"It is {name}.")
    if b"\x00" in start[:1024]:
        raise NotACsvError("It holds zero bytes, as binary files and UTF-16 texts do.")
