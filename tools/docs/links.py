"""Makes the pages' links, which are those of a code host, work on the site too. A link that leads nowhere stays and fails the build."""

from __future__ import annotations

import re
from pathlib import Path
from posixpath import dirname, normpath, relpath
from typing import Final

REPOSITORY: Final = Path(__file__).parents[2]
BROUGHT_IN: Final = {
    "README.md": "index.md",
    "ARCHITECTURE.md": "architecture.md",
    "SECURITY.md": "security.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
}
"""Files that stand outside `docs/`, where a code host looks for them, and their pages on the site."""

_FENCE = re.compile(r"^\s*```")
_LINK = re.compile(r"(!?)\[((?:`[^`]*`|[^\[\]`])*)\]\(([^)\s]+)\)")


def rewrite(text: str, source: str, address: str) -> str:
    """Return the text of the file `source` (named from the root of the repository) for the page at `address`."""
    lines: list[str] = []
    is_code = False
    for line in text.splitlines():
        is_code ^= bool(_FENCE.match(line))
        lines.append(line if is_code else _LINK.sub(lambda link: _link(link, source, address), line))
    return "\n".join(lines) + "\n"


def _link(link: re.Match[str], source: str, address: str) -> str:
    mark, words, target = link.groups()
    path, hash_mark, anchor = target.partition("#")
    if not path or ":" in path:
        return link[0]
    file = normpath(f"{dirname(source)}/{path}".lstrip("/"))
    page = BROUGHT_IN.get(file) or (file.removeprefix("docs/") if file.startswith("docs/") else None)
    if page is not None:
        return f"{mark}[{words}]({relpath(page, dirname(address) or '.')}{hash_mark}{anchor})"
    # Source text is not on the site, and where the repository is served from is nobody's to know here.
    return words if (REPOSITORY / file).exists() else link[0]
