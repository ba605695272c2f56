"""Bytes to JSON values that PostgreSQL can hold: no NUL, no half of a surrogate pair, no number that JSON does not know."""

from __future__ import annotations

import json
from math import isfinite
from typing import Final, cast

import orjson

_ESCAPED_NUL: Final = b"\\u0000"
"""The one way to write NUL in JSON: its digits know no case, and as a raw byte it is refused by orjson."""

_DEEPEST: Final = 200
"""Levels that are cleaned; every item nested deeper is refused later (`reading.DEEPEST`)."""

_WIDEST_INTEGER: Final = 18
"""Digits; more may not fit into 64 bits, and orjson reads such numbers as floats or not at all."""


def load(body: bytes) -> object:
    """Parse a body; raises ValueError or RecursionError if it is not JSON or nested too deep."""
    try:
        parsed: object = orjson.loads(body)
    except orjson.JSONDecodeError:
        return _load_leniently(body)
    return _storable(parsed) if _ESCAPED_NUL in body else parsed


def _load_leniently(body: bytes) -> object:
    r"""Parse what orjson refuses although only one text is at fault.

    Meta sends "\ud83d" alone when it cuts a text in the middle of an emoji.
    """
    decoded = body.decode("utf-8-sig", errors="replace")
    parsed: object = json.loads(
        decoded, strict=False, parse_int=_integer, parse_float=_float, parse_constant=lambda _: None
    )
    return _storable(parsed)


def _integer(digits: str) -> int | float | None:
    return int(digits) if len(digits) <= _WIDEST_INTEGER else _float(digits)


def _float(digits: str) -> float | None:
    number = float(digits)
    return number if isfinite(number) else None


def _storable(value: object, levels: int = _DEEPEST) -> object:
    if isinstance(value, str):
        return storable_text(value)
    if levels == 0:
        return None
    if isinstance(value, list):
        return [_storable(item, levels - 1) for item in cast("list[object]", value)]
    if isinstance(value, dict):
        members = cast("dict[str, object]", value).items()
        return {storable_text(name): _storable(member, levels - 1) for name, member in members}
    return value


def storable_text(value: str) -> str:
    """Return a text without what PostgreSQL refuses."""
    return value.replace("\x00", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
