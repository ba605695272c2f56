"""The streaming CSV reader: same bytes, same rows, however they are cut; and every refusal by name."""

from __future__ import annotations

import csv
import io
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harkara.features.campaigns import csv_import
from harkara.features.campaigns.csv_import import CsvImport, CsvRows
from harkara.features.campaigns.errors import (
    BadHeaderError,
    FileTooLargeError,
    NoRowsError,
    NotACsvError,
    TooManyRowsError,
    UnclosedQuoteError,
)
from harkara.kit.errors import AppError

CELL = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=12)
CUTS = st.lists(st.integers(0, 400), max_size=8)


def read(data: bytes, cuts: list[int] | None = None) -> CsvRows:
    reader = CsvImport()
    edges = [0, *sorted(cuts or []), len(data)]
    for start, end in itertools.pairwise(edges):
        reader.feed(data[start:end])
    return reader.finish()


def all_cells(rows: CsvRows) -> list[list[str]]:
    return [rows.cells(index) for index in range(len(rows))]


def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_import, "_BLOCK_BYTES", 16)


class TestReading:
    def test_plain_rows(self) -> None:
        rows = read(b"Phone,{{1}}\n919876543210,Asha\n919876543211,Ravi\n")
        assert all_cells(rows) == [["919876543210", "Asha"], ["919876543211", "Ravi"]]
        assert list(rows.row_numbers) == [2, 3]

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_line_ends_and_missing_last_one(self, end: str) -> None:
        data = end.join(["Phone,{{1}}", "919876543210,a", "919876543211,b"]).encode()
        assert len(read(data)) == 2

    def test_bom_is_not_part_of_the_header(self) -> None:
        assert len(read(b"\xef\xbb\xbfPhone\n919876543210\n")) == 1

    def test_quoted_value_keeps_commas_quotes_and_line_breaks(self) -> None:
        rows = read(b'Phone,{{1}}\r\n919876543210,"a, ""b""\r\nc"\r\n919876543211,d\r\n')
        assert all_cells(rows) == [["919876543210", 'a, "b"\r\nc'], ["919876543211", "d"]]
        assert list(rows.row_numbers) == [2, 3]

    def test_blank_rows_are_skipped_but_counted(self) -> None:
        rows = read(b"\nPhone,{{1}}\n\n919876543210,a\n,\n919876543211,b\n")
        assert list(rows.row_numbers) == [4, 6]

    def test_nul_becomes_a_lost_character(self) -> None:
        rows = read(b"Phone,{{1}}\n" + b"919876543210,a\n" * 200 + b"919876543211,b\x00c\n")
        assert rows.cells(200) == ["919876543211", "b\ufffdc"]

    def test_guard_of_our_own_exports_is_taken_off(self) -> None:
        rows = read(b"Phone,{{1}},{{2}}\n'+919876543210,'=1+1,O'Brien\n")
        assert rows.cells(0) == ["+919876543210", "=1+1", "O'Brien"]

    @given(st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=8), CUTS)
    def test_what_a_csv_writer_wrote_is_read_back_however_it_is_cut(
        self, table: list[list[str]], cuts: list[int]
    ) -> None:
        table = [["919876543210", *row] for row in table]
        text = io.StringIO(newline="")
        csv.writer(text).writerows([["Phone", "{{1}}"], *table])
        with pytest.MonkeyPatch.context() as monkeypatch:
            small_blocks(monkeypatch)
            rows = read(text.getvalue().encode(), cuts)
        assert all_cells(rows) == [[csv_import.unquote_formula(cell) for cell in row] for row in table]

    @given(st.binary(max_size=300), CUTS)
    def test_no_input_does_anything_but_give_rows_or_a_named_refusal(self, data: bytes, cuts: list[int]) -> None:
        outcomes: list[object] = []
        for header in (b"", b"Phone,{{1}}\n"):
            for at in ([], cuts):
                with pytest.MonkeyPatch.context() as monkeypatch:
                    small_blocks(monkeypatch)
                    try:
                        outcomes.append(all_cells(read(header + data, at)))
                    except AppError as error:
                        outcomes.append(error.code)
        assert outcomes[0] == outcomes[1] or {outcomes[0], outcomes[1]} <= {"not_a_csv", "bad_header", "no_rows"}


class TestRefusals:
    @pytest.mark.parametrize(
        ("start", "name"),
        [
            (b"PK\x03\x04", "Excel workbook (.xlsx)"),
            (b"\xd0\xcf\x11\xe0", "old Excel workbook"),
            (b"%PDF-1.7", "PDF"),
            (b"\x1f\x8b\x08", "gzip"),
            ("Phone\n919876543210\n".encode("utf-16"), "UTF-16"),
            ("Phone\n919876543210\n".encode("utf-16-le"), "zero bytes"),
        ],
    )
    def test_other_formats_are_named(self, start: bytes, name: str) -> None:
        with pytest.raises(NotACsvError, match=name.replace("(", r"\(").replace(")", r"\)")) as caught:
            read(start)
        assert "CSV UTF-8" in (caught.value.mend or "")

    def test_windows_code_page_is_refused_with_the_row(self) -> None:
        with pytest.raises(NotACsvError, match=r"Near row 3 .*0xE9"):
            read("Phone,{{1}}\n919876543210,a\n919876543211,é\n".encode("cp1252"))

    def test_too_large_is_refused_before_it_is_kept(self) -> None:
        reader = CsvImport()
        line = b"919876543210," + b"x" * 49_986 + b"\n"
        reader.feed(b"Phone,{{1}}\n")
        for _ in range(999):
            reader.feed(line)
        with pytest.raises(FileTooLargeError, match="50 MB"):
            reader.feed(line)

    def test_one_row_too_many(self) -> None:
        lines = b"".join(b"91%010d\n" % number for number in range(100_000))
        assert len(read(b"Phone\n" + lines)) == 100_000
        with pytest.raises(TooManyRowsError, match="1,00,000"):
            read(b"Phone\n" + lines + b"919876543210\n")

    def test_nothing_but_line_ends_ends_early(self) -> None:
        with pytest.raises(TooManyRowsError, match="blank"):
            read(b"Phone\n" + b"\n" * 1_100_000)

    @pytest.mark.parametrize(
        ("data", "words"),
        [(b"", "empty"), (b"\n\n", "empty"), (b"\xef\xbb\xbf", "empty"), (b"Phone,{{1}}\n", "header")],
    )
    def test_no_rows(self, data: bytes, words: str) -> None:
        with pytest.raises(NoRowsError, match=words):
            read(data)

    @pytest.mark.parametrize("rest", [b"tail\n" * 10, b"long line " * 200_000, b"tail\n" * 300_000])
    def test_a_quote_that_is_never_closed_names_its_row(self, rest: bytes) -> None:
        with pytest.raises(UnclosedQuoteError, match="Row 3 "):
            read(b'Phone,{{1}}\n919876543210,a\n919876543211,"b\n' + rest)

    def test_a_header_that_is_wrong_stops_at_once(self) -> None:
        reader = CsvImport()
        with pytest.raises(BadHeaderError):
            reader.feed(b"Name,Mobile\n" + b"x" * 70_000)
