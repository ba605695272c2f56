"""Which rows can be sent to, and the code and hint of those that cannot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harkara.features.campaigns.csv_header import Header
from harkara.features.campaigns.csv_import import CsvImport
from harkara.features.campaigns.csv_rows import RowNeeds, Verdicts, find_fault, judge_rows

HEADER = Header(has_media=True, variable_columns=2)
NEEDS = RowNeeds(variables=2, media=True)
PHONE = "919876543210"
URL = "https://cdn.example.in/a.jpg"


def code_of(*cells: str, needs: RowNeeds = NEEDS) -> str | None:
    fault = find_fault(list(cells), HEADER, needs)
    return None if fault is None else fault.code


async def judge(data: str, *, skip_duplicates: bool = True) -> Verdicts:
    reader = CsvImport()
    reader.feed(data.encode())
    return await judge_rows(reader.finish(), RowNeeds(1, media=False), skip_duplicates=skip_duplicates)


class TestPhone:
    @pytest.mark.parametrize(
        ("phone", "code", "hint"),
        [
            ("", "phone_missing", "empty"),
            ("+919876543210", "phone_has_plus", "+"),
            ("9876543210", "phone_without_country_code", "91 in front"),
            ("09876543210", "phone_has_leading_zero", "starts with 0"),
            ("0919876543210", "phone_has_leading_zero", "starts with 0"),
            ("91 98765 43210", "phone_has_separators", "12 digits only"),
            ("+91-98765-43210", "phone_has_separators", "12 digits only"),
            ("919876543210 ", "phone_has_separators", "12 digits only"),
            ("9.19877E+11", "phone_scientific", "format the column as text"),
            ("9,19877e+11", "phone_scientific", "format the column as text"),
            ("91987654321", "phone_invalid", "exactly 12 digits"),
            ("447700900123", "phone_invalid", "exactly 12 digits"),
            ("९१९८७६५४३२१०", "phone_invalid", "exactly 12 digits"),
            ("Asha", "phone_invalid", "exactly 12 digits"),
        ],
    )
    def test_wrong_ones_with_their_hint(self, phone: str, code: str, hint: str) -> None:
        fault = find_fault([phone, URL, "a", "b"], HEADER, NEEDS)
        assert fault is not None
        assert fault.code == code
        assert hint in fault.reason

    @given(st.from_regex(r"\A91[0-9]{10}\Z"))
    def test_twelve_digits_from_91_are_right(self, phone: str) -> None:
        assert code_of(phone, URL, "a", "b") is None

    @given(st.text(max_size=20))
    def test_every_other_text_has_a_fault(self, phone: str) -> None:
        is_right = len(phone) == 12 and phone.isascii() and phone.isdigit() and phone.startswith("91")
        assert (code_of(phone, URL, "a", "b") is None) == is_right


class TestValues:
    @pytest.mark.parametrize(
        ("cells", "code"),
        [
            ((PHONE, URL, "a"), "missing_variable"),
            ((PHONE, URL, "a", ""), "missing_variable"),
            ((PHONE, URL, "a", "  "), "missing_variable"),
            ((PHONE, URL, "a", "b", "c"), "too_many_columns"),
            ((PHONE, URL, "a\nb", "b"), "variable_has_line_break"),
            ((PHONE, URL, "a", "b\tc"), "variable_has_line_break"),
            ((PHONE, URL, "a", "b     c"), "variable_has_wide_gap"),
            ((PHONE, URL, "a", "b    c"), None),
            ((PHONE, URL, "a", "x" * 1024), None),
            ((PHONE, URL, "a", "x" * 1025), "variable_too_long"),
            ((PHONE, URL, "नमस्ते आशा", "₹ 500 👍🏽"), None),
            ((PHONE, URL, "a", "b\ufffd"), "variable_has_lost_character"),
            ((PHONE, "", "a", "b"), "media_missing"),
            ((PHONE, "cdn.example.in/a.jpg", "a", "b"), "media_url_invalid"),
            ((PHONE, "ftp://cdn.example.in/a.jpg", "a", "b"), "media_url_invalid"),
            ((PHONE, "https://cdn.example.in/a b.jpg", "a", "b"), "media_url_invalid"),
            ((PHONE, "https://", "a", "b"), "media_url_invalid"),
            ((PHONE, "javascript:alert(1)", "a", "b"), "media_url_invalid"),
            ((PHONE, "https://cdn.example.in/" + "x" * 2000, "a", "b"), "media_url_invalid"),
            ((PHONE, "HTTPS://cdn.example.in:8443/a.jpg?v=1#top", "a", "b"), None),
        ],
    )
    def test_codes(self, cells: tuple[str, ...], code: str | None) -> None:
        assert code_of(*cells) == code

    def test_the_missing_variable_is_named(self) -> None:
        fault = find_fault([PHONE, URL, "a"], HEADER, NEEDS)
        assert fault is not None
        assert "{{2}}" in fault.reason

    def test_columns_no_template_needs_may_hold_anything(self) -> None:
        assert code_of(PHONE, "no address", "a\nb", "", needs=RowNeeds(0, media=False)) is None
        assert code_of(PHONE, needs=RowNeeds(0, media=False)) is None


class TestDuplicates:
    FILE = "Phone,{{1}}\n919876543210,\n919876543210,a\n919876543211,b\n919876543210,c\n919876543210,d\n"

    async def test_the_first_valid_row_wins_and_is_named(self) -> None:
        verdicts = await judge(self.FILE)
        assert {index: fault.code for index, fault in verdicts.faults.items()} == {
            0: "missing_variable",
            3: "duplicate_phone",
            4: "duplicate_phone",
        }
        assert "row 3" in verdicts.faults[4].reason
        assert verdicts.duplicates == 2

    async def test_kept_when_asked_but_still_counted(self) -> None:
        verdicts = await judge(self.FILE, skip_duplicates=False)
        assert list(verdicts.faults) == [0]
        assert verdicts.duplicates == 2
