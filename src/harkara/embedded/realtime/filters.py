"""Filters of a subscription, as supabase-js writes them: `status=eq.running,total_sent=gt.0` (all must hold).

Comparisons with null hold for no row, as in SQL. Patterns (like, match) are refused: they would have to mean what they mean
to PostgreSQL.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


class FilterRefusedError(Exception):
    """It cannot be read, or is not offered; the text says which part."""


_COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "neq": operator.ne,
    "lt": operator.lt,
    "lte": operator.le,
    "gt": operator.gt,
    "gte": operator.ge,
}
_NOT_OFFERED = frozenset({"like", "ilike", "match", "imatch"})
_CONSTANTS: Mapping[str, bool | None] = {"null": None, "true": True, "false": False}
_BOOLEANS = {"true": True, "t": True, "false": False, "f": False}
_CONDITION = re.compile(r"([^=]+)=(not\.)?([a-z]+)\.(.*)", re.DOTALL)
Test = Callable[[Any], bool | None]
"""Of a column's value, as JSON has it; None means unknown, as any comparison with null is."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison of a column."""

    column: str
    test: Test

    def holds(self, record: Mapping[str, Any]) -> bool:
        """Return whether the record fulfils it. What a record does not carry (all but the key of a deleted one) passes."""
        return self.column not in record or self.test(record[self.column]) is True


def parse_filter(text: str, columns: Mapping[str, str]) -> tuple[Condition, ...]:
    """Return the conditions; `columns` are those that may be named, with their types."""
    return tuple(_parse(piece, columns) for piece in _split(text.strip())) if text.strip() else ()


def _parse(text: str, columns: Mapping[str, str]) -> Condition:
    match = _CONDITION.fullmatch(text)
    if match is None:
        raise FilterRefusedError(f"Error parsing `filter` params: {text!r} is not column=operator.value")
    column, negated, name, value = match.groups()
    if column not in columns:
        raise FilterRefusedError(f"invalid column for filter {column}")
    test = _test(name, value, columns[column])
    return Condition(column, _negation(test) if negated else test)


def _test(name: str, value: str, kind: str) -> Test:
    if name in _COMPARISONS:
        compare, wanted = _COMPARISONS[name], _literal(_unquoted(value), kind)
        return lambda found: None if found is None else compare(_comparable(found, kind), wanted)
    match name:
        case "in":
            among = [_literal(_unquoted(item), kind) for item in _items(value)]
            return lambda found: None if found is None else _comparable(found, kind) in among
        case "isdistinct":
            other = None if value == "null" else _literal(_unquoted(value), kind)
            return lambda found: (None if found is None else _comparable(found, kind)) != other
        case "is" if value in _CONSTANTS:
            return lambda found: found is _CONSTANTS[value]
        case _:
            reason = "is not offered by the embedded Realtime" if name in _NOT_OFFERED else "is not known"
            raise FilterRefusedError(f"Error parsing `filter` params: {name}.{value} {reason}")


def _negation(test: Test) -> Test:
    def negated(found: Any) -> bool | None:
        outcome = test(found)
        return None if outcome is None else not outcome

    return negated


def _literal(text: str, kind: str) -> Any:
    try:
        match kind:
            case "int8":
                return int(text)
            case "float8":
                return float(text)
            case "bool":
                return _BOOLEANS[text.lower()]
            case "timestamptz":
                return _moment(text)
            case _:
                return text
    except (ValueError, KeyError):
        raise FilterRefusedError(f'invalid input syntax for type {kind}: "{text}"') from None


def _comparable(found: Any, kind: str) -> Any:
    return _moment(found) if kind == "timestamptz" else found


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


def _items(value: str) -> list[str]:
    if not (value.startswith("(") and value.endswith(")")):
        raise FilterRefusedError(f"Error parsing `filter` params: in.{value} is not a list in parentheses")
    return _split(value[1:-1])


def _split(text: str) -> list[str]:
    """Split at commas, but not within quotes or parentheses."""
    pieces, depth, is_quoted, is_escaped = [""], 0, False, False
    for character in text:
        if is_escaped:
            is_escaped = False
        elif is_quoted and character == "\\":
            is_escaped = True
        elif character == '"' and (is_quoted or pieces[-1][-1:] in ("", ".", "(", ",")):
            is_quoted = not is_quoted
        elif not is_quoted:
            depth += (character == "(") - (character == ")")
        if character == "," and depth == 0 and not is_quoted:
            pieces.append("")
        else:
            pieces[-1] += character
    return pieces


def _unquoted(text: str) -> str:
    if len(text) >= 2 and text[0] == text[-1] == '"':
        return re.sub(r"\\(.)", r"\1", text[1:-1], flags=re.DOTALL)
    return text
