"""Where the files are that come with the code and are no Python modules: in the wheel, or in the clone the code runs in."""

from __future__ import annotations

from pathlib import Path

BUILT = Path(__file__).parents[1] / "built"
"""Made by hatch_build.py in a wheel, and only there."""

CLONE = Path(__file__).parents[3]


def is_wheel() -> bool:
    """Say whether this code was installed from a wheel."""
    return BUILT.is_dir()


def shipped(name: str) -> Path:
    """Return where a file or folder is that the clone has under this name."""
    return (BUILT if is_wheel() else CLONE) / name
