"""Rows of every table with the worst values its columns can hold, made from what the database says of itself."""

from __future__ import annotations

import json
import random
import re
import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

import psycopg
from psycopg import errors, sql

from harkara.core.messages.totals import TOTALS
from harkara.entrypoints.archive.tables import connect, table_names

NASTY = (
    "",
    "\\.",
    "\\N",
    "NULL",
    "tab\tnewline\nreturn\rback\b",
    "quote ' \" ; -- {,} \\",
    "हरकारा 🪔 नमस्ते",
    "\u202eright to left",
    "x" * 9000,
    "'); DROP TABLE campaigns; --",
)
OF_A_FORM = dict.fromkeys(TOTALS, 7)
"""What the aftermath of a restore adds up, and so must be able to."""
ROWS, TRIES = 12, 400
_COLUMNS = """
SELECT a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, t.typtype = 'e',
       (SELECT (r.relname, fa.attname)::text FROM pg_constraint f JOIN pg_class r ON r.oid = f.confrelid
        JOIN pg_attribute fa ON fa.attrelid = f.confrelid AND fa.attnum = f.confkey[1]
        WHERE f.contype = 'f' AND f.conrelid = a.attrelid AND f.conkey[1] = a.attnum LIMIT 1)
FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND a.attidentity = ''
  AND coalesce(pg_get_serial_sequence(%s, a.attname), '') = ''
"""
_CHECKS = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'c' AND conrelid = %s::regclass"


async def fill(url: str, dice: random.Random) -> None:
    """Put some rows into every table; each table gets at least one."""
    async with await connect(url) as connection:
        for table in await table_names(connection):
            if table != "installation":
                await _fill(connection, table, dice)


async def contents(url: str) -> dict[str, list[str]]:
    """Return every row of every table as PostgreSQL writes it."""
    found = {}
    async with await connect(url) as connection:
        for table in await table_names(connection):
            query = sql.SQL("SELECT t::text FROM {} t ORDER BY 1").format(sql.Identifier(table))
            found[table] = [row for (row,) in await (await connection.execute(query)).fetchall()]
    return found


async def _fill(connection: psycopg.AsyncConnection[Any], table: str, dice: random.Random) -> None:
    columns = await (await connection.execute(_COLUMNS, (table, table))).fetchall()
    checks = " ".join(text for (text,) in await (await connection.execute(_CHECKS, (table,))).fetchall())
    made = 0
    for _ in range(TRIES):
        row = {
            name: OF_A_FORM.get(name) or await _value(connection, kind, is_enum, refers, _allowed(checks, name), dice)
            if must or dice.random() < 0.8
            else None
            for name, kind, must, is_enum, refers in columns
        }
        made += await _insert(connection, table, row)
        if made == ROWS:
            return
    assert made, f"no row could be made for {table}"


async def _insert(connection: psycopg.AsyncConnection[Any], table: str, row: dict[str, Any]) -> bool:
    names = sql.SQL(", ").join(map(sql.Identifier, row))
    places = sql.SQL(", ").join(sql.Placeholder() * len(row))
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(sql.Identifier(table), names, places)
    try:
        await connection.execute(statement, list(row.values()))
    except (errors.IntegrityError, errors.NumericValueOutOfRange, errors.RaiseException):
        return False
    except errors.InvalidParameterValue:
        return False  # a waiting job is announced on a channel named after its queue, and a channel's name is short
    return True


def _allowed(checks: str, column: str) -> list[str]:
    listed = re.search(rf"\({column} = ANY \(ARRAY\[(.*?)\]\)", checks)
    return re.findall(r"'(\w+)'", listed[1]) if listed else []


async def _value(
    connection: psycopg.AsyncConnection[Any],
    kind: str,
    is_enum: bool,
    refers: str | None,
    allowed: list[str],
    dice: random.Random,
) -> Any:
    if refers is not None:
        table, column = refers.strip("()").split(",")
        query = sql.SQL("SELECT {} FROM {}").format(sql.Identifier(column), sql.Identifier(table))
        rows = await (await connection.execute(query)).fetchall()
        return dice.choice(rows)[0] if rows else None
    if is_enum:
        values = await (
            await connection.execute(f"SELECT unnest(enum_range(NULL::{kind}))::text")  # pyright: ignore[reportArgumentType]
        ).fetchall()
        return dice.choice(values)[0]
    return dice.choice(allowed) if allowed else _plain(kind, dice)


def _plain(kind: str, dice: random.Random) -> Any:
    match kind:
        case "text" | "character varying" | "character varying(128)":
            text = dice.choice(NASTY)
            return text[:100] + str(dice.random()) if kind != "text" or dice.random() < 0.5 else text
        case "text[]":
            return [_plain("text", dice) for _ in range(dice.randrange(4))]
        case "bytea":
            return dice.randbytes(dice.randrange(300))
        case "jsonb":
            return json.dumps({_plain("text", dice): [None, True, 1.5e300, dice.random()]}).replace("\\u0000", "")
        case "boolean":
            return dice.random() < 0.5
        case "smallint":
            return dice.choice((0, 1, -(2**15), 2**15 - 1))
        case "integer":
            return dice.choice((0, 1, 50, -(2**31), 2**31 - 1))
        case "bigint":
            return dice.choice((1, 50, -(2**63), 2**63 - 1, dice.randrange(2**53)))
        case "double precision":
            return dice.choice((0.1 + 0.2, 5e-324, 1.7976931348623157e308, float("inf"), float("nan"), dice.random()))
        case "uuid":
            return uuid.UUID(int=dice.getrandbits(128))
        case "date":
            return date(2026, 1, 1) + timedelta(days=dice.randrange(-700_000, 1_000_000))
        case "timestamp with time zone":
            return datetime(2026, 3, 29, tzinfo=UTC) + timedelta(
                days=dice.randrange(-700_000, 1_000_000), microseconds=dice.randrange(86_400_000_000)
            )
        case "interval":
            return timedelta(microseconds=dice.randrange(10**15))
        case _:
            raise AssertionError(f"no values are known for the type {kind}")
