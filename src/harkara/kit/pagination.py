"""Lists page by cursor: `?limit&cursor` gives `{items, next_cursor}`; a cursor survives inserts in front of it."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from typing import Annotated, Generic, TypeVar

from fastapi import Query
from pydantic import BaseModel

from harkara.kit.errors import InvalidInputError
from harkara.kit.inputs import MAX_ID

Limit = Annotated[int, Query(ge=1, le=500, description="How many items at most")]
Cursor = Annotated[str | None, Query(max_length=2000, description="`next_cursor` of the page before")]


T = TypeVar("T")
Row = TypeVar("Row")


class Page(BaseModel, Generic[T]):
    """One page of a list; `next_cursor` is null on the last one."""

    items: list[T]
    next_cursor: str | None


class BadCursorError(InvalidInputError):
    """A cursor that no list of ours has given out."""

    code = "bad_cursor"
    title = "The cursor is not valid"
    mend = "Leave `cursor` out to start from the first page."


def encode_cursor(*key: int | str | float | None) -> str:
    """Return the sort key of the last item of a page as an opaque cursor."""
    return base64.urlsafe_b64encode(json.dumps(key, ensure_ascii=False).encode()).decode().rstrip("=")


def decode_cursor(cursor: str) -> list[int | str | float | None]:
    """Return the sort key within a cursor; raise BadCursorError if it is not one."""
    try:
        key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError:
        raise BadCursorError(f"'{cursor[:40]}' is not a cursor of this list.") from None
    if not isinstance(key, list):
        raise BadCursorError(f"'{cursor[:40]}' is not a cursor of this list.")
    return key  # pyright: ignore[reportUnknownVariableType] - JSON; its users compare it with typed columns


def decode_id_cursor(cursor: str | None) -> int | None:
    """Return the id within a cursor of a list sorted by id, or None for the first page."""
    if cursor is None:
        return None
    key = decode_cursor(cursor)
    if len(key) != 1 or not isinstance(key[0], int) or not 0 < key[0] <= MAX_ID:
        raise BadCursorError(f"'{cursor[:40]}' is not a cursor of this list.")
    return key[0]


def cut_page(rows: Sequence[Row], limit: int, key: Callable[[Row], int]) -> tuple[Sequence[Row], str | None]:
    """Cut `limit` rows off a query that asked for one more, and return them with the cursor of the next page."""
    if len(rows) <= limit:
        return rows, None
    return rows[:limit], encode_cursor(key(rows[limit - 1]))
