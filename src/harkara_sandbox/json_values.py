"""Reading JSON of unknown shape: a value as the type it should have, or None. Never raises."""

from __future__ import annotations

from typing import Any, cast

import orjson

JsonObject = dict[str, Any]


def parse_object(body: bytes) -> JsonObject | None:
    """A body that is a JSON object; None for anything else."""
    try:
        return as_object(orjson.loads(body))
    except orjson.JSONDecodeError:
        return None


def as_object(value: object) -> JsonObject | None:
    return cast("JsonObject", value) if isinstance(value, dict) else None


def as_list(value: object) -> list[Any] | None:
    return cast("list[Any]", value) if isinstance(value, list) else None


def as_text(value: object) -> str | None:
    """A non-empty string."""
    return value if isinstance(value, str) and value else None
