"""Graph's `fields` parameter: which members of a node the caller gets."""

from __future__ import annotations

import re

from harkara_sandbox.graph.errors import GraphError
from harkara_sandbox.json_values import JsonObject

_NESTED = re.compile(r"[({\[][^(){}\[\]]*[)}\]]")


def select(node: JsonObject, fields: str | None, defaults: tuple[str, ...], kind: str) -> JsonObject:
    """The asked members that have a value, `id` always. Raises GraphError 100 for a field the node type lacks."""
    names = _names(fields) if fields else list(defaults)
    unknown = next((name for name in names if name not in node), None)
    if unknown is not None:
        raise GraphError(100, f"Tried accessing nonexisting field ({unknown}) on node type ({kind})")
    return {name: node[name] for name in dict.fromkeys([*names, "id"]) if node[name] is not None}


def _names(fields: str) -> list[str]:
    """Top-level names; sub-fields in braces are accepted and the whole member is given."""
    flat, found = _NESTED.subn("", fields)
    while found:
        flat, found = _NESTED.subn("", flat)
    return [name for part in flat.split(",") if (name := part.strip().split(".")[0])]
