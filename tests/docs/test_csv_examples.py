"""The lists of customers that README and docs show are read as they say: every row of a `csv` block can be sent to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tools.docs.links import REPOSITORY

from harkara.features.campaigns.csv_header import parse_header
from harkara.features.campaigns.csv_import import CsvImport
from harkara.features.campaigns.csv_rows import RowNeeds, judge_rows

FILES = [REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```\w*\n(Phone,.*?)^```", re.DOTALL | re.MULTILINE)
EXAMPLES = [(file, text) for file in FILES for text in BLOCK.findall(file.read_text())]


def test_there_are_examples() -> None:
    assert {file.name for file, _ in EXAMPLES} >= {"README.md", "campaigns.md", "first-run.md", "templates-and-csv.md"}


@pytest.mark.parametrize(("file", "text"), EXAMPLES, ids=lambda part: part.stem if isinstance(part, Path) else "")
async def test_examples_can_be_sent_to(file: Path, text: str) -> None:
    header, *rows = text.splitlines()
    if not rows:
        parse_header(header.split(","))
        return
    reader = CsvImport()
    reader.feed(text.encode())
    found = reader.finish()

    needs = RowNeeds(found.header.variable_columns, media=found.header.has_media)
    assert (await judge_rows(found, needs, skip_duplicates=True)).faults == {}
