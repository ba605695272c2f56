"""Copies one table from one database into another by COPY, whole or not at all."""

from __future__ import annotations

from typing import Any

from psycopg import AsyncConnection, sql

from harkara.entrypoints.archive.progress import Told
from harkara.entrypoints.archive.tables import columns, qualified, scalar
from harkara.entrypoints.archive.target import SEEDED


async def copy_table(source: AsyncConnection[Any], target: AsyncConnection[Any], table: str, told: Told) -> None:
    """Copy a table and note in the same transaction that it is there.

    As text, which means the same to every version of PostgreSQL. The triggers rest meanwhile: they tell of changes and log
    jobs, and this is neither.
    """
    names = sql.SQL(", ").join(map(sql.Identifier, await columns(source, table)))
    name = qualified(table)
    async with target.transaction():
        await target.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(name))
        if table == SEEDED:
            await target.execute(sql.SQL("DELETE FROM {}").format(name))
        rows = await _stream(
            source,
            target,
            sql.SQL("COPY {} ({}) TO STDOUT").format(name, names),
            sql.SQL("COPY {} ({}) FROM STDIN").format(name, names),
            told,
        )
        await target.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(name))
        await target.execute("INSERT INTO harkara_moving.tables (name, rows) VALUES (%s, %s)", (table, rows))


async def copy_counters(source: AsyncConnection[Any], target: AsyncConnection[Any]) -> None:
    """Let every identity go on counting where it stands."""
    found = await source.execute("SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'harkara'")
    for name, last in await found.fetchall():
        if last is not None:
            await scalar(target, "SELECT setval(format('harkara.%%I', %s::text)::regclass, %s)", (name, last))


async def _stream(
    source: AsyncConnection[Any], target: AsyncConnection[Any], out: sql.Composed, into: sql.Composed, told: Told
) -> int:
    async with source.cursor() as reading, target.cursor() as writing:
        async with reading.copy(out) as rows, writing.copy(into) as sink:
            async for chunk in rows:
                await sink.write(chunk)
                told.moved(len(chunk))
        return writing.rowcount
