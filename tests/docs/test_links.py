"""Links and lists that a code host understands are understood on the site."""

from __future__ import annotations

import pytest
from tools.docs.links import rewrite
from tools.docs.lists import spaced


@pytest.mark.parametrize(
    ("link", "becomes"),
    [
        ("[why](docs/decisions/README.md)", "[why](decisions/README.md)"),
        ("[the change](CHANGELOG.md#unreleased)", "[the change](changelog.md#unreleased)"),
        ("![picture](docs/images/campaign-desktop.png)", "![picture](images/campaign-desktop.png)"),
        ("[`.env.example`](.env.example)", "`.env.example`"),
        ("[there](https://example.in/docs/a.md)", "[there](https://example.in/docs/a.md)"),
        ("[below](#limits)", "[below](#limits)"),
        ("[gone](docs-of-yesterday.md)", "[gone](docs-of-yesterday.md)"),
    ],
)
def test_links_of_a_file_outside_docs(link: str, becomes: str) -> None:
    assert rewrite(link, "ARCHITECTURE.md", "architecture.md") == becomes + "\n"


def test_links_of_a_page_in_a_folder() -> None:
    text = "[a](../../ARCHITECTURE.md), [b](keys.md#a-new-key), [`c`](../../src/harkara/kit/settings.py)"
    becomes = "[a](../architecture.md), [b](keys.md#a-new-key), `c`\n"

    assert rewrite(text, "docs/operations/moving.md", "operations/moving.md") == becomes


def test_code_is_left_alone() -> None:
    text = "```\n[a](CHANGELOG.md)\n```\n"
    assert rewrite(text, "SECURITY.md", "security.md") == text


def test_a_list_below_a_sentence_is_a_list() -> None:
    assert spaced("Two:\n- one\n  more\n- two\n") == "Two:\n\n- one\n    more\n- two\n"
    assert spaced("1. one\n   - in it\n") == "1. one\n    - in it\n"
    assert spaced("```\nx\n- y\n```\n") == "```\nx\n- y\n```\n"
