"""What an installation consists of, as PostgreSQL itself tells it: a table that is added later cannot be forgotten."""

from __future__ import annotations

from collections.abc import Iterable
from graphlib import TopologicalSorter
from typing import Any, LiteralString

from psycopg import AsyncConnection, sql

from harkara.kit.database_url import CONNECTION_OPTIONS, SCHEMA, libpq_url

# Migrations write it, on either side.
REVISION_TABLE = "alembic_version"

_TABLES = """
SELECT c.relname, r.relname FROM pg_class c
LEFT JOIN pg_constraint f ON f.conrelid = c.oid AND f.contype = 'f' AND f.confrelid <> c.oid
LEFT JOIN pg_class r ON r.oid = f.confrelid
WHERE c.relnamespace = to_regnamespace(%s) AND c.relkind IN ('r', 'p') AND c.relname <> %s
ORDER BY c.relname, r.relname
"""
_COLUMNS = """
SELECT attname FROM pg_attribute
WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum
"""
# One session of ours works for minutes: the server's own limits are for others. Texts must mean the same on both sides.
_SESSION: LiteralString = """
SET statement_timeout TO 0; SET idle_in_transaction_session_timeout TO 0; SET timezone TO 'UTC'; SET datestyle TO 'ISO';
SET intervalstyle TO 'postgres'; SET extra_float_digits TO 1; SET search_path TO harkara, public
"""


async def connect(url: str) -> AsyncConnection[Any]:
    """Return a connection for long work, which commits each statement unless a transaction is begun."""
    connection = await AsyncConnection.connect(
        libpq_url(url), autocommit=True, application_name="harkara archive", **CONNECTION_OPTIONS
    )
    await connection.execute(_SESSION)
    return connection


async def table_names(connection: AsyncConnection[Any]) -> list[str]:
    """Return all tables of the installation, referenced ones before those that refer to them; none if there is none."""
    rows = await (await connection.execute(_TABLES, (SCHEMA, REVISION_TABLE))).fetchall()
    order = TopologicalSorter[str]()
    for table, referenced in rows:
        order.add(table, *([referenced] if referenced else []))
    return list(order.static_order())


async def columns(connection: AsyncConnection[Any], table: str) -> list[str]:
    """Return the columns that hold something of their own."""
    return [name for (name,) in await (await connection.execute(_COLUMNS, (f"{SCHEMA}.{table}",))).fetchall()]


async def row_counts(connection: AsyncConnection[Any], tables: Iterable[str]) -> dict[str, int]:
    """Count every table. The one place where counting everything is right."""
    counts: dict[str, int] = {}
    for table in tables:
        query = sql.SQL("SELECT count(*) FROM {}").format(qualified(table))
        counts[table] = await scalar(connection, query)
    return counts


async def analyse(connection: AsyncConnection[Any]) -> None:
    """Let the planner know the tables before the first claim."""
    for table in await table_names(connection):
        await connection.execute(sql.SQL("ANALYZE {}").format(qualified(table)))


async def revision(connection: AsyncConnection[Any]) -> str:
    """Return which migration the tables are at."""
    return await scalar(connection, "SELECT version_num FROM harkara.alembic_version")


async def installation(connection: AsyncConnection[Any]) -> str:
    """Return the installation's mark."""
    return await scalar(connection, "SELECT id FROM harkara.installation")


async def scalar(
    connection: AsyncConnection[Any], query: LiteralString | sql.Composed, parameters: tuple[Any, ...] = ()
) -> Any:
    """Return the first value of the first row, or None."""
    row = await (await connection.execute(query, parameters)).fetchone()
    return row[0] if row else None


def qualified(table: str) -> sql.Identifier:
    """Return a table's whole name as SQL."""
    return sql.Identifier(SCHEMA, table)


def differences(expected: dict[str, int], found: dict[str, int]) -> list[str]:
    """Return in words which tables do not have the rows they should."""
    return [
        f"{table}: {expected.get(table, 0)} rows expected, {found.get(table, 0)} found"
        for table in sorted(expected.keys() | found.keys())
        if expected.get(table, 0) != found.get(table, 0)
    ]
