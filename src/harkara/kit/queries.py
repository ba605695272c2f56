"""Hot SQL lives in `queries.sql` beside its repository; `-- name: claim` starts a query, comments explain its shape."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import TextClause, text

_HEADER = re.compile(r"^-- name: (\w+)$", re.MULTILINE)


def load_queries(module_file: str) -> dict[str, TextClause]:
    """Return the named queries of the `queries.sql` that lies beside `module_file`."""
    source = Path(module_file).with_name("queries.sql").read_text(encoding="utf-8")
    parts = _HEADER.split(source)[1:]
    return {name: text(body.strip()) for name, body in zip(parts[::2], parts[1::2], strict=True)}
