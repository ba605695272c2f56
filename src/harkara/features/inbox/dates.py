"""The ends of a range of dates as a person gives them: a day in India, or a moment with its offset."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Annotated

from fastapi import Query
from pydantic import BeforeValidator, WithJsonSchema

from harkara.kit.clock import IST

_EXAMPLE = "write a day like 2026-11-24 (in India) or a moment like 2026-11-24T18:30:00+05:30"


def _start(value: object) -> object:
    return _moment(value, time.min)


def _end(value: object) -> object:
    return _moment(value, time.max)


def _moment(value: object, of_day: time) -> object:
    if not isinstance(value, str):
        return value
    try:
        moment = datetime.combine(date.fromisoformat(value), of_day, IST) if len(value) == 10 else _exact(value)
    except ValueError:
        raise ValueError(f"is not a date; {_EXAMPLE}") from None
    if not 2000 <= moment.year <= 2999:
        raise ValueError(f"is not a year of ours; {_EXAMPLE}")
    return moment


def _exact(value: str) -> datetime:
    """Take a moment only with its offset: a bare time could mean India or UTC, 5½ hours apart."""
    moment = datetime.fromisoformat(value)
    if moment.utcoffset() is None:
        raise ValueError("no offset")
    return moment


_SCHEMA = WithJsonSchema({"anyOf": [{"type": "string", "examples": ["2026-11-24"]}, {"type": "null"}]})

Since = Annotated[
    datetime | None,
    BeforeValidator(_start),
    _SCHEMA,
    Query(alias="from", description="Last message not before this day (IST) or moment"),
]
Until = Annotated[
    datetime | None,
    BeforeValidator(_end),
    _SCHEMA,
    Query(alias="to", description="Last message not after this day (IST) or moment"),
]
