"""Readers for any JSON value. What is missing or of another type is None; refused is only what would harm the database,
or what an item is worthless without."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final, cast

LONGEST_ID: Final = 512
"""Characters of an id or a name in webhooks; Meta's are below 150. Longer ones could pass what an index of PostgreSQL takes."""

DEEPEST: Final = 50
"""Levels of an object that is kept whole; Meta's have five. orjson writes no more than 254."""

_BIGINT: Final = range(-(2**63), 2**63)
_MOMENTS: Final = range(253_370_764_800)
"""Unix seconds from 1970 to the end of 9998: a later moment has no date in every time zone."""


class UnreadableError(ValueError):
    """An item cannot be used; the text says why."""


def mapping(value: object) -> dict[str, Any]:
    """Return an object, or an empty one for anything else."""
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def first(value: object) -> dict[str, Any]:
    """Return the first object of a list, or an empty one."""
    return mapping(cast("list[object]", value)[0]) if isinstance(value, list) and value else {}


def text(value: object) -> str | None:
    """Return a text that is not empty."""
    return value if isinstance(value, str) and value else None


def identifier(value: object) -> str | None:
    """Return an id as text: Meta writes ids as texts in one webhook and as integers in the next."""
    if isinstance(value, str):
        return value if 0 < len(value) <= LONGEST_ID else None
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


def integer(value: object) -> int | None:
    """Return a number or a text of digits as integer; refuse what is beyond a bigint."""
    if (isinstance(value, str) and value.isdecimal() and len(value) <= LONGEST_ID) or (
        isinstance(value, float) and value.is_integer()
    ):
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    if value not in _BIGINT:
        raise UnreadableError("a number is beyond 64 bits")
    return value


def moment(value: object) -> datetime:
    """Read unix seconds, as text or number, or an ISO date with time; refuse what is none of it."""
    if isinstance(value, str):
        try:
            seconds = int(value)
        except ValueError:
            seconds = _iso_seconds(value)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        seconds = value
    else:
        raise UnreadableError("timestamp is missing")
    if not 0 <= seconds < _MOMENTS.stop:
        raise UnreadableError("timestamp is out of range")
    return datetime.fromtimestamp(seconds, UTC)


def moment_or_none(value: object) -> datetime | None:
    """Read a moment that may be missing or wrong."""
    try:
        return moment(value)
    except UnreadableError:
        return None


def members(value: object) -> dict[str, Any]:
    """Return an object; refuse what is none."""
    if not isinstance(value, dict):
        raise UnreadableError("value is not an object")
    return cast("dict[str, Any]", value)


def whole(value: object) -> dict[str, Any]:
    """Return an object that is to be kept; refuse what is none, or nested deeper than it can be written again."""
    kept = members(value)
    _refuse_depth(kept, DEEPEST)
    return kept


def _refuse_depth(value: dict[str, Any] | list[Any], levels: int) -> None:
    if levels == 0:
        raise UnreadableError(f"it is nested deeper than {DEEPEST} levels")
    for member in value.values() if isinstance(value, dict) else value:
        if isinstance(member, (dict, list)):
            _refuse_depth(cast("dict[str, Any] | list[Any]", member), levels - 1)


def _iso_seconds(value: str) -> float:
    try:
        read = datetime.fromisoformat(value)
    except ValueError as error:
        raise UnreadableError("timestamp is neither unix seconds nor a date") from error
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).timestamp()
