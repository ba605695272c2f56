"""Graph's cursor paging: opaque cursors on every page, `next` only while there is more, as an address to follow."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from starlette.datastructures import URL, QueryParams

from harkara_sandbox.graph.errors import GraphError
from harkara_sandbox.json_values import JsonObject

_CURSOR_PREFIX = "AQHS"
DEFAULT_LIMIT = 25

Node = TypeVar("Node")


def page(
    nodes: Sequence[Node],
    order: Callable[[Node], int],
    render: Callable[[Node], JsonObject],
    url: URL,
    *,
    most: int,
    token: str,
) -> JsonObject:
    """One page of `nodes`, which are sorted by `order`; the query of `url` says which.

    `paging.next` repeats the caller's query, token included, as Meta's does. Raises GraphError 100 for a bad limit or
    cursor and 1 for a limit over `most`.
    """
    query = QueryParams(url.query)
    limit = _limit(query.get("limit"), most)
    after, before = _position(query.get("after")), _position(query.get("before"))
    rest = [node for node in nodes if order(node) > after] if after else list(nodes)
    if before:
        rest = [node for node in rest if order(node) < before][-limit:]
    shown = rest[:limit]
    if not shown:
        return {"data": []}
    last = _cursor(order(shown[-1]))
    paging: dict[str, Any] = {"cursors": {"before": _cursor(order(shown[0])), "after": last}}
    if len(rest) > limit:
        paging["next"] = str(url.include_query_params(after=last, limit=limit, access_token=token))
    return {"data": [render(node) for node in shown], "paging": paging}


def _limit(value: str | None, most: int) -> int:
    if value is None:
        return DEFAULT_LIMIT
    if not value.isdecimal() or int(value) < 1:
        raise GraphError(100, "Param limit must be an integer greater than or equal to 1")
    if int(value) > most:
        raise GraphError(
            1, "Please reduce the amount of data you're asking for, then retry your request", numbered=False
        )
    return int(value)


def _cursor(order: int) -> str:
    """`QVFI…`, like Meta's."""
    return base64.urlsafe_b64encode(f"{_CURSOR_PREFIX}{order:09d}".encode()).decode()


def _position(cursor: str | None) -> int:
    """The order a cursor stands for; 0 for no cursor."""
    if not cursor:
        return 0
    try:
        text = base64.urlsafe_b64decode(cursor).decode("ascii")
    except (binascii.Error, ValueError):
        text = ""
    if not text.startswith(_CURSOR_PREFIX) or not text[len(_CURSOR_PREFIX) :].isdecimal():
        raise GraphError(100, "Invalid cursors values", details="The cursor is not one this list handed out.")
    return int(text[len(_CURSOR_PREFIX) :])
