"""What mkdocs calls while it builds: adds the generated pages and those from outside `docs/`, lists the decisions, mends links."""

from __future__ import annotations

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from tools.docs.api_pages import api_pages
from tools.docs.commands_page import commands_page
from tools.docs.links import BROUGHT_IN, REPOSITORY, rewrite
from tools.docs.lists import spaced
from tools.docs.meta_errors_page import meta_errors_page
from tools.docs.problems_page import problems_page
from tools.docs.settings_page import settings_page

DECISIONS = "decisions/*"
MERMAID = "assets/mermaid.tiny.js"
_MERMAID_FILE = REPOSITORY / "web/node_modules/@mermaid-js/tiny/dist/mermaid.tiny.js"
_SOURCES = {page: source for source, page in BROUGHT_IN.items() if page != "index.md"}


def generated_pages() -> dict[str, str]:
    """Return all pages made from the code, by their address."""
    return {
        "reference/commands.md": commands_page(),
        "reference/settings.md": settings_page(),
        "reference/problems.md": problems_page(),
        "reference/meta-errors.md": meta_errors_page(),
        **api_pages(),
    }


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put all decisions, in their order, where the navigation says DECISIONS."""
    decisions = sorted(path.name for path in (REPOSITORY / "docs/decisions").glob("0*.md"))
    config.nav = _with_decisions(config["nav"], [f"decisions/{name}" for name in decisions])
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add what does not stand in `docs/`."""
    for address, text in generated_pages().items():
        files.append(File.generated(config, address, content=text))
    for address, source in _SOURCES.items():
        files.append(File.generated(config, address, content=(REPOSITORY / source).read_text()))
    files.append(File.generated(config, MERMAID, abs_src_path=str(_MERMAID_FILE)))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Read a page as a code host does."""
    del config, files
    address = page.file.src_uri
    if address.startswith("reference/"):
        return markdown
    return spaced(rewrite(markdown, _SOURCES.get(address, f"docs/{address}"), address))


def _with_decisions(nav: Any, decisions: list[str]) -> Any:
    """Replace the one entry, however deep it stands."""
    match nav:
        case dict():
            return {title: _with_decisions(below, decisions) for title, below in nav.items()}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] - what YAML holds
        case list():
            return [
                entry
                for item in nav  # pyright: ignore[reportUnknownVariableType] - what YAML holds
                for entry in (decisions if item == DECISIONS else [_with_decisions(item, decisions)])
            ]
        case _:
            return nav
