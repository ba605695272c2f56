"""Databases for tests: cloned from a migrated template (0.3 s), or emptied for the next test (10 ms)."""

from __future__ import annotations

import psycopg
from psycopg import sql
from sqlalchemy import delete, text

from harkara.entrypoints.models import Base
from harkara.kit.db import Database

# What a migration wrote and a procrastinate table that others refer to come last or stay.
KEPT = frozenset({"installation"})
JOB_TABLES = ("procrastinate_periodic_defers", "procrastinate_events", "procrastinate_jobs", "procrastinate_workers")


async def create_database(url: str, name: str, *, template: str = "template1") -> None:
    """Make a database."""
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        await connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        )


async def empty(database: Database) -> None:
    """Remove every row. DELETE, not TRUNCATE: a few rows go faster than files are replaced."""
    async with database.transaction() as session:
        for table in reversed(Base.metadata.sorted_tables):
            if table.name not in KEPT:
                await session.execute(delete(table))
        for table_name in JOB_TABLES:
            await session.execute(text(f"DELETE FROM {table_name}"))


def with_database(url: str, name: str) -> str:
    """Return the URL of another database on the same server."""
    head, _, query = url.partition("?")
    return f"{head.rpartition('/')[0]}/{name}?{query}"
