"""The settings that a moved installation needs from now on, in a file for its owner alone: both are secrets."""

from __future__ import annotations

import os
from pathlib import Path


def write_new_settings(data_dir: Path, database_url: str, encryption_key: str) -> Path:
    """Write them, over those of an earlier run, and return where."""
    path = data_dir / "moved.env"
    draft = path.with_suffix(f".{os.getpid()}.tmp")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(f"DATABASE_URL={_quoted(database_url)}\nENCRYPTION_KEY={_quoted(encryption_key)}\n")
    draft.replace(path)
    return path


def _quoted(value: str) -> str:
    """Return the value as .env files take it: nothing in single quotes is expanded."""
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
