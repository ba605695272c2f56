"""Takes out of a raw body what concerns a person: each item that names one of their ids. The rest stays as Meta sent it."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any, cast

import orjson

NOTHING = b"{}"


def names_any(ids: Collection[str]) -> re.Pattern[str]:
    """Return what finds one of these ids in a text, whole: a phone number is not found within a longer one."""
    longest_first = sorted(ids, key=len, reverse=True)
    return re.compile(rf"(?<![0-9A-Za-z])(?:{'|'.join(map(re.escape, longest_first))})(?![0-9A-Za-z])")


def redact(body: bytes, ids: Collection[str]) -> bytes:
    """Return the body without the items that name one of these ids; nothing at all of one that is no JSON."""
    try:
        parsed = orjson.loads(body)
    except orjson.JSONDecodeError:
        return NOTHING
    kept = _without(parsed, names_any(ids))
    return NOTHING if kept is None else orjson.dumps(kept)


def _without(part: Any, sought: re.Pattern[str]) -> Any:
    """Return a part without what names somebody; None if it names them itself. The smallest list element goes, not its parents."""
    if isinstance(part, str):
        return None if sought.search(part) else part
    if isinstance(part, list):
        kept = [_without(element, sought) for element in cast("list[Any]", part)]
        return [
            element
            for element, was in zip(kept, cast("list[Any]", part), strict=True)
            if element is not None or was is None
        ]
    if isinstance(part, dict):
        members = cast("dict[str, Any]", part)
        kept = {key: _without(value, sought) for key, value in members.items()}
        is_named = any(kept[key] is None and value is not None for key, value in members.items())
        return None if is_named or any(map(sought.search, members)) else kept
    return part
