"""Reads Meta's `messages[]` objects without trusting them: what is missing or of another kind is None, never an error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

Part = Mapping[str, Any]


def part(of: Part, key: str) -> Part:
    """Return a member that is an object; empty if it is none."""
    value = of.get(key)
    return cast("Part", value) if isinstance(value, dict) else {}


def parts(of: Part, key: str) -> Sequence[Part]:
    """Return the objects in a member that is a list."""
    value = of.get(key)
    listed = cast("list[object]", value) if isinstance(value, list) else []
    return [cast("Part", item) for item in listed if isinstance(item, dict)]


def words(of: Part, *keys: str) -> str | None:
    """Return the first of these members that is a text with something in it."""
    for key in keys:
        value = of.get(key)
        if isinstance(value, str) and value.strip():
            return value
    return None


def figure(of: Part, key: str) -> float | None:
    """Return a member that is a number, or a text that holds one; never NaN, which JSON has no word for."""
    value = of.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if abs(found) < float("inf") else None


def whole(of: Part, key: str) -> int | None:
    """Return a member that is a whole number."""
    found = figure(of, key)
    return None if found is None else int(found)
