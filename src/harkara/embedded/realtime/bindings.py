"""What a channel subscribes to: the entries of `postgres_changes`, read and checked all together, as Supabase does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from harkara.embedded.realtime.changes import Change, Columns
from harkara.embedded.realtime.filters import Condition, FilterRefusedError, parse_filter
from harkara.kit.database_url import SCHEMA
from harkara.kit.exposure import EXPOSED

_EVENTS = frozenset({"INSERT", "UPDATE", "DELETE"})
_CANNOT = "Unable to subscribe to changes with given parameters."


class BindingRefusedError(Exception):
    """This cannot be subscribed to; the text is for the developer of the client."""


@dataclass(frozen=True, slots=True)
class Binding:
    """One subscription of a channel."""

    id: int
    event: str
    tables: frozenset[str]
    conditions: tuple[Condition, ...]
    columns: Columns | None

    def wants(self, change: Change) -> bool:
        """Return whether it is told of the change."""
        return (
            change.table in self.tables
            and self.event in ("*", change.operation)
            and all(condition.holds(change.filtered_by) for condition in self.conditions)
        )


def requested(config: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the entries a join asks for, each with the id it is answered with: its place, never 0."""
    entries = config.get("postgres_changes")
    if not isinstance(entries, list):
        return []
    wanted = [cast("dict[str, Any]", entry) for entry in cast("list[object]", entries) if isinstance(entry, dict)]
    return [{**entry, "id": place} for place, entry in enumerate(wanted, start=1)]


def bind(entries: Iterable[Mapping[str, Any]]) -> Sequence[Binding]:
    """Return the subscriptions; raise BindingRefusedError if one of them cannot be: then there is none."""
    return [_bind(entry) for entry in entries]


def _bind(entry: Mapping[str, Any]) -> Binding:
    event = str(entry.get("event", "*")).upper()
    schema, table, text = _place(entry)
    tables = frozenset(name for name in EXPOSED if schema in (SCHEMA, "*") and table in (name, "*"))
    if not tables:
        raise BindingRefusedError(
            f"{_CANNOT} Please check Realtime is enabled for the given connect parameters: [{_described(entry)}]"
        )
    known = _common_columns(tables)
    try:
        conditions = parse_filter(text, known)
        columns = _selected(entry.get("select"), known, is_one_table="*" not in (schema, table))
    except FilterRefusedError as error:
        raise BindingRefusedError(
            f"{_CANNOT} An exception happened so please check your connect parameters: [{_described(entry)}]."
            f" Exception: {error}"
        ) from None
    return Binding(int(entry["id"]), event if event in _EVENTS else "*", tables, conditions, columns)


def _place(entry: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return schema, table and filter; what is left out means what it means on Supabase."""
    schema, table, text = entry.get("schema"), entry.get("table"), entry.get("filter")
    if (schema is None and table is None) or not all(isinstance(part, str | None) for part in (schema, table, text)):
        raise BindingRefusedError(
            "No subscription params provided. Please provide at least a `schema` or `table` to subscribe to:"
            f" {_described(entry)}"
        )
    return schema or "public", table or "*", text or ""


def _common_columns(tables: Iterable[str]) -> Mapping[str, str]:
    """Return the columns all of them have."""
    first, *rest = (EXPOSED[table] for table in tables)
    return {name: kind for name, kind in first.items() if all(name in other for other in rest)}


def _selected(select: object, known: Mapping[str, str], *, is_one_table: bool) -> Columns | None:
    if select is None:
        return None
    if not isinstance(select, list):
        raise FilterRefusedError("Error parsing `select` params: expected a list of column name strings")
    names = [name for name in cast("list[object]", select) if isinstance(name, str)]
    if names and not is_one_table:
        raise FilterRefusedError("Column selection is not supported for wildcard subscriptions")
    unknown = [name for name in names if name not in known]
    if unknown:
        raise FilterRefusedError(f"invalid column for select {', '.join(unknown)}")
    return frozenset(names) or None


def _described(entry: Mapping[str, Any]) -> str:
    return ", ".join(
        f"{name}: {entry[name]}" for name in ("event", "schema", "table", "filter", "select") if name in entry
    )
