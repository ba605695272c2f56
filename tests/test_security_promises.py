"""Every promise of SECURITY.md names a test that exists: one that is renamed or removed takes its promise with it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::([\w:]+)`")


def promises() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the table's promises, each with the tests that hold it."""
    table = (ROOT / "SECURITY.md").read_text().partition("| promise | held by |")[2]
    rows = [line.strip().strip("|").split(" | ") for line in table.splitlines() if line.startswith("| ")]
    return [(row[0], NAMED.findall(row[1])) for row in rows if len(row) == 2 and not row[0].startswith(" **")]


def names_in(file: Path) -> set[str]:
    """Return the names of a file's tests, those in classes as Class::test."""
    found: set[str] = set()
    for node in ast.parse(file.read_text()).body:
        if isinstance(node, ast.ClassDef):
            found |= {f"{node.name}::{name}" for name in _functions(node.body)}
    return found | _functions(ast.parse(file.read_text()).body)


def _functions(body: list[ast.stmt]) -> set[str]:
    return {node.name for node in body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_every_promise_names_tests_that_exist() -> None:
    gone = [
        f"{file}::{name}"
        for _, named in promises()
        for file, name in named
        if not (ROOT / file).is_file() or name not in names_in(ROOT / file)
    ]
    assert gone == []


def test_no_promise_is_without_a_test() -> None:
    assert len(promises()) >= 30
    assert [promise for promise, named in promises() if not named] == []
