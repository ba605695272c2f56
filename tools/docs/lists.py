"""Lists as code hosts read them: right below a sentence, and indented by the width of their mark."""

from __future__ import annotations

import re

_FENCE = re.compile(r"^\s*```")
_ITEM = re.compile(r"^\s*(?:[-*]|\d+\.) ")
_INDENTED = re.compile(r"^ {2,3}(?=\S)")


def spaced(text: str) -> str:
    """Return the text with a blank line before each list and four spaces where an item goes on."""
    lines: list[str] = []
    is_code = False
    for line in text.splitlines():
        is_code ^= bool(_FENCE.match(line))
        before = lines[-1] if lines else ""
        if not is_code and _ITEM.match(line) and before.strip() and not _belongs_to_list(before):
            lines.append("")
        lines.append(line if is_code else _INDENTED.sub("    ", line))
    return "\n".join(lines) + "\n"


def _belongs_to_list(line: str) -> bool:
    return bool(_ITEM.match(line)) or line.startswith("  ")
