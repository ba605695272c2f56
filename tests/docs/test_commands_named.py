"""README and docs name no command and no option that `harkara` does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from tools.docs.command_tree import every_command
from tools.docs.links import REPOSITORY

CODE = re.compile(r"```[^\n]*\n(.*?)```|`([^`\n]+)`", re.DOTALL)
OPTION = re.compile(r"(?<!\S)(--[a-z][a-z-]*)")
FILES = [REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").rglob("*.md"))]
OPTIONS = {command.name: {name for option in command.options for name in option.opts} for command in every_command()}
GROUPS = {name.rsplit(" ", 1)[0] for name in OPTIONS} - {"harkara"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(REPOSITORY)))
def test_what_is_named_exists(file: Path) -> None:
    assert [wrong for line in lines_with_commands(file.read_text()) if (wrong := fault(line))] == []


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("harkara campaign resume 3 --watch", None),
        ("harkara numbers add | list | sync", None),
        ("harkara contacts export|erase", None),
        ("harkara backup | restore", None),
        ("PORT=18080 /opt/harkara/.venv/bin/harkara run  # says sandbox", None),
        ("harkara campaign", None),
        ("harkara campaigns stop", "harkara campaigns"),
        ("harkara numbers add | remove", "harkara numbers remove"),
        ("harkara doctor --everything", "harkara doctor --everything"),
    ],
)
def test_faults_are_seen(line: str, wrong: str | None) -> None:
    assert fault(line) == wrong


def lines_with_commands(text: str) -> Iterator[str]:
    for block, span in CODE.findall(text):
        yield from (line for line in (block or span).splitlines() if re.search(r"(?:^|[\s/(])harkara [a-z]", line))


def fault(line: str) -> str | None:
    """Return the first command or option of a line that does not exist."""
    for part in re.split(r"(?:^|(?<=[\s/(]))(?=harkara [a-z])", line):
        if part.startswith("harkara "):
            words = re.sub(r"\s*\|\s*", "|", part.split("#")[0]).split()
            wrong = _fault_of([word.split("|") for word in words if word != "|"], part)
            if wrong:
                return wrong
    return None


def _fault_of(words: list[list[str]], part: str) -> str | None:
    deep = 3 if f"harkara {words[1][0]}" in GROUPS else 2
    names = [" ".join(choice) for choice in product(*words[:deep])]
    for name in names:
        if name not in OPTIONS and name not in GROUPS:
            return name
    known = {"--help"}.union(*(OPTIONS.get(name, set()) for name in names))
    return next((f"{names[0]} {option}" for option in OPTION.findall(part) if option not in known), None)
