"""One change of one row, as subscribers get it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal, cast

import orjson

from harkara.kit.database_url import SCHEMA
from harkara.kit.exposure import EXPOSED

Operation = Literal["INSERT", "UPDATE", "DELETE"]
Columns = frozenset[str]

_NOTICE = re.compile(r"(?P<table>\w+) (?P<operation>INSERT|UPDATE|DELETE) (?P<id>\d{1,19})")


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to a row. `record` is its present state; of an old one only the key is told, as Supabase does."""

    table: str
    operation: Operation
    key: Mapping[str, Any]
    record: Mapping[str, Any] | None
    at: datetime
    _told: dict[Columns | None, orjson.Fragment] = field(default_factory=dict[Columns | None, orjson.Fragment])

    @property
    def filtered_by(self) -> Mapping[str, Any]:
        """What filters look at."""
        return self.key if self.record is None else self.record

    def told(self, columns: Columns | None) -> orjson.Fragment:
        """Return the `data` of the message, all columns or some. Made once, however many channels get it."""
        if columns not in self._told:
            self._told[columns] = orjson.Fragment(orjson.dumps(self._data(columns)))
        return self._told[columns]

    def _data(self, columns: Columns | None) -> dict[str, Any]:
        data: dict[str, Any] = {
            "schema": SCHEMA,
            "table": self.table,
            "type": self.operation,
            "commit_timestamp": self.at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "columns": [
                {"name": name, "type": kind}
                for name, kind in EXPOSED[self.table].items()
                if columns is None or name in columns
            ],
            "errors": None,
        }
        if self.record is not None:
            data["record"] = {name: value for name, value in self.record.items() if columns is None or name in columns}
        if self.operation != "INSERT":
            data["old_record"] = self.key
        return data


@dataclass(frozen=True, slots=True)
class Notice:
    """What the trigger tells of a change: never a value, so that nothing secret passes and nothing is too long."""

    table: str
    operation: Operation
    row_id: int

    @classmethod
    def parse(cls, payload: str) -> Notice | None:
        """Read `campaigns UPDATE 7`; None if it is not one of ours, for everybody in the database may notify."""
        match = _NOTICE.fullmatch(payload)
        if match is None or match["table"] not in EXPOSED:
            return None
        return cls(match["table"], cast("Operation", match["operation"]), int(match["id"]))


def merged(earlier: Operation | None, later: Operation) -> Operation:
    """Return what two changes of one row are together. A row that came and went is still told as gone: a page may have
    read it meanwhile."""
    return "INSERT" if earlier == "INSERT" and later == "UPDATE" else later
