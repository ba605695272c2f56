"""The header row: what is accepted, and that a wrong one is named with what was found and what is expected."""

from __future__ import annotations

import pytest

from harkara.features.campaigns.csv_header import Header, parse_header
from harkara.features.campaigns.errors import BadHeaderError


@pytest.mark.parametrize(
    ("row", "header"),
    [
        ("Phone", Header(has_media=False, variable_columns=0)),
        ("Phone,{{Media}}", Header(has_media=True, variable_columns=0)),
        ("Phone,{{1}},{{2}}", Header(has_media=False, variable_columns=2)),
        ("Phone,{{Media}},{{1}},{{2}},{{3}}", Header(has_media=True, variable_columns=3)),
    ],
)
def test_accepted(row: str, header: Header) -> None:
    assert parse_header(row.split(",")) == header
    assert header.names() == row.split(",")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("phone,{{1}}", "exactly 'Phone', but is named 'phone'"),
        (" Phone,{{1}}", "exactly 'Phone'"),
        ("Name,Phone", "'Name'"),
        ("Phone,Name", "Column 2 is named 'Name', but must be {{Media}} or {{1}}"),
        ("Phone,{{media}},{{1}}", "Column 2 is named '{{media}}'"),
        ("Phone,{{1}},{{Media}}", "Column 3 is {{Media}}, which may only be the second"),
        ("Phone,{{1}},{{3}}", "Column 3 is named {{3}}, but {{2}} must come there"),
        ("Phone,{{Media}},{{2}}", "Column 3 is named {{2}}, but {{1}}"),
        ("Phone,{{1}},{{1}}", "Column 3 is named {{1}}, but {{2}}"),
        ("Phone,{{1}},", "Column 3 has no name"),
        ("Phone,{{1}},Name", "Column 3 is named 'Name', but must be {{2}}"),
        ("Phone;{{1}};{{2}}", "separated by semicolons"),
        ("Phone\t{{1}}", "separated by tabs"),
        ("Phone|{{1}}", "vertical bars"),
        (",".join(["Phone", *(f"{{{{{n}}}}}" for n in range(1, 102))]), "at most 100"),
    ],
)
def test_refused_by_name_with_what_was_found(row: str, words: str) -> None:
    with pytest.raises(BadHeaderError) as caught:
        parse_header(row.split(","))
    assert words in caught.value.detail
    assert f"Found: {row[:40]}" in caught.value.detail.replace("�", "\t")
    assert caught.value.mend
