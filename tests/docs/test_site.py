"""The docs site: it builds with every link and anchor leading somewhere, and loads nothing from elsewhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tools.docs.links import BROUGHT_IN, REPOSITORY

LOADED = re.compile(r"<(?:script|link|img|iframe|source)\b[^>]*?\b(?:src|href)=\"?(?:https?:)?//[^>]*>")
IN_STYLES = re.compile(r"(?:url\(|@import\s)[\"']?(?:https?:)?//[^)]*")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder)]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    built = subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, text=True)
    assert built.returncode == 0, built.stdout + built.stderr
    return folder


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    assert list(found(site, "*.html", LOADED)) == []
    assert list(found(site, "*.css", IN_STYLES)) == []
    # Diagrams would come from elsewhere if our own copy were not loaded before.
    text = (site / "architecture.html").read_text()
    assert text.index("assets/mermaid.tiny.js") > text.index("assets/javascripts/bundle")
    assert "mermaid" in (site / "assets/mermaid.tiny.js").read_text()


def test_files_a_code_host_wants_outside_docs_are_pages(site: Path) -> None:
    for page in BROUGHT_IN.values():
        assert (site / page).with_suffix(".html").is_file()


def test_search_finds_what_is_generated(site: Path) -> None:
    index = (site / "search/search_index.json").read_text()
    for words in ("SCHEDULE_GRACE_MINUTES", "harkara webhooks replay", "template_not_sendable", "131049"):
        assert words in index


def found(site: Path, files: str, pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    for file in site.rglob(files):
        for match in pattern.finditer(file.read_text()):
            if "rel=canonical" not in match[0]:
                yield file.name, match[0]
