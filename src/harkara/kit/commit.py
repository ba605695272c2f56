"""Which commit this code is: written into the wheel it came in, or read from the clone it runs in."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from harkara.kit.shipped import BUILT, CLONE, is_wheel

_HASH = re.compile(r"[0-9a-f]{40,64}")
SHOWN = 7


@cache
def commit() -> str | None:
    """Return the commit this process runs. Asked once: a pull changes the files, not the code that runs."""
    if not is_wheel():
        return commit_of(CLONE)
    written = BUILT / "commit"
    return (written.read_text().strip() or None) if written.is_file() else None


def commit_of(root: Path) -> str | None:
    """Return the first digits of the commit that is checked out in this folder, or None if it is no clone.

    Reads the files, because Git itself need not be installed where Harkara runs.
    """
    try:
        git = root / ".git"
        if git.is_file():
            # A worktree: its own HEAD, the branches of the main clone.
            git = root / git.read_text().removeprefix("gitdir:").strip()
        head = (git / "HEAD").read_text().strip()
        found = _resolve(git, head.removeprefix("ref:").strip()) if head.startswith("ref:") else head
    except OSError:
        return None
    return found[:SHOWN] if found and _HASH.fullmatch(found) else None


def _resolve(git: Path, ref: str) -> str | None:
    """Return the commit a branch is at: its own file, or a line of the packed ones."""
    common = git / "commondir"
    home = git / common.read_text().strip() if common.is_file() else git
    if (home / ref).is_file():
        return (home / ref).read_text().strip()
    for line in (home / "packed-refs").read_text().splitlines():
        commit, _, name = line.partition(" ")
        if name == ref:
            return commit
    return None
