"""Which version this code is: the tag of its commit, or what leads to the next one. No file repeats it.

A wheel carries it in its metadata; building one asks here (pyproject.toml). A clone is asked with Git, where Git is installed.
"""

from __future__ import annotations

import re
import subprocess
from functools import cache
from importlib import metadata
from pathlib import Path

from harkara.kit.commit import commit, commit_of
from harkara.kit.shipped import CLONE, is_wheel

FIRST = "0.1.0"
"""What a clone without any tag leads to."""

_DESCRIBED = re.compile(r"v(\d+)\.(\d+)\.(\d+)-(\d+)-g([0-9a-f]+)(-dirty)?")


@cache
def version() -> str:
    """Return the version this process runs. Asked once, as the commit."""
    return metadata.version("harkara") if is_wheel() else version_of(CLONE)


def version_line() -> str:
    """Return version and commit for people."""
    known = commit()
    return f"{version()} (commit {known})" if known else version()


def version_of(root: Path = CLONE) -> str:
    """Return `1.2.3` at the tag v1.2.3 and `1.2.4.dev5+g0123abc` five commits after it; changed files are told too (PEP 440)."""
    found = _DESCRIBED.fullmatch(_git(root, "describe", "--tags", "--match", "v[0-9]*", "--long", "--dirty"))
    if found is None:
        return _before_the_first_tag(root)
    major, minor, patch, commits, mark, is_dirty = found.groups()
    if commits == "0" and not is_dirty:
        return f"{major}.{minor}.{patch}"
    return f"{major}.{minor}.{int(patch) + 1}.dev{commits}+g{mark}{'.dirty' if is_dirty else ''}"


def _before_the_first_tag(root: Path) -> str:
    known = commit_of(root)
    commits = _git(root, "rev-list", "--count", "HEAD") or "0"
    return f"{FIRST}.dev{commits}" + (f"+g{known}" if known else "")


def _git(root: Path, *arguments: str) -> str:
    """Return what Git says; nothing where it is not installed, or this is no clone."""
    if not (root / ".git").exists():
        return ""  # a folder inside somebody else's repository would be told that one's version
    try:
        asked = subprocess.run(  # noqa: S603 - fixed arguments of ours
            ["git", "-C", str(root), *arguments],  # noqa: S607 - wherever Git is installed
            capture_output=True,
            text=True,
            check=True,
            timeout=10,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return asked.stdout.strip()
