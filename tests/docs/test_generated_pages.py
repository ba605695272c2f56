"""Pages made from the code leave nothing out."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tools.docs.api_pages import DESCRIPTION, FOLDER, every_route
from tools.docs.command_tree import every_command
from tools.docs.hook import generated_pages
from tools.docs.links import REPOSITORY
from tools.docs.markdown import prose, table
from tools.docs.problems import AT_THE_EDGE, every_problem
from tools.docs.settings_page import variable

from harkara.integrations.whatsapp.error_codes import CODES
from harkara.kit.settings import Settings


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return generated_pages()


def test_every_route_is_described_and_listed(pages: dict[str, str]) -> None:
    for route in every_route(json.loads(DESCRIPTION.read_text())):
        assert f"## `{route.name}`\n" in pages[f"{FOLDER}/{route.tag}.md"]
        assert f"| `{route.name}` |" in pages[f"{FOLDER}/index.md"]


def test_every_part_of_requests_and_answers_is_described(pages: dict[str, str]) -> None:
    for name in json.loads(DESCRIPTION.read_text())["components"]["schemas"]:
        assert f"## `{name}`\n" in pages[f"{FOLDER}/schemas.md"]


def test_every_parameter_is_named(pages: dict[str, str]) -> None:
    for route in every_route(json.loads(DESCRIPTION.read_text())):
        for parameter in route.operation.get("parameters", []):
            assert f"| `{parameter['name']}`" in pages[f"{FOLDER}/{route.tag}.md"]


def test_every_problem_code_is_listed(pages: dict[str, str]) -> None:
    for code in {error.code for error in every_problem()} | set(AT_THE_EDGE):
        assert f"| `{code}` |" in pages["reference/problems.md"]


def test_the_problems_of_a_part_stand_on_its_page(pages: dict[str, str]) -> None:
    assert "| `bad_header` | 422 |" in pages[f"{FOLDER}/campaigns.md"]
    assert "| `token_refused` | 422 |" in pages[f"{FOLDER}/numbers.md"]
    assert "| `bad_header` |" not in pages[f"{FOLDER}/numbers.md"]


def test_every_code_of_metas_is_listed(pages: dict[str, str]) -> None:
    for number, advice in CODES.items():
        assert f"| {number} | `{advice.error_class}` | {prose(advice.title)} |" in pages["reference/meta-errors.md"]


def test_every_setting_is_listed_with_its_meaning(pages: dict[str, str]) -> None:
    for name, field in Settings.model_fields.items():
        assert re.search(
            rf"^\| `{variable(name, field)}` \| .* \| .+ \|$", pages["reference/settings.md"], re.MULTILINE
        )


def test_every_command_is_listed_with_its_options(pages: dict[str, str]) -> None:
    for command in every_command():
        _, _, section = pages["reference/commands.md"].partition(f"## {command.name}\n")
        for option in command.options:
            assert option.opts[0] in section.split("\n## ")[0]


def test_every_page_of_the_api_is_in_the_navigation(pages: dict[str, str]) -> None:
    navigation = Path(REPOSITORY, "mkdocs.yml").read_text()
    assert [address for address in pages if address not in navigation] == []


def test_text_is_shown_as_it_is() -> None:
    assert (
        prose("DATA_DIR or `DATA_DIR`, <no-reply@example.in>") == "DATA\\_DIR or `DATA_DIR`, &lt;no-reply@example.in>"
    )
    assert table(["a"], [["x | y"]]) == "| a |\n|---|\n| x \\| y |\n"
    assert table(["a"], []) == ""
