"""What tests do with a project's database as its owner, who owns our tables, too."""

from __future__ import annotations

from typing import Any

import psycopg
from tests.databases import create_database, with_database

ADMIN_EMAIL = "admin@example.in"


def as_superuser(url: str) -> str:
    """Return the URL for the server's own superuser, whom a project's owner never is."""
    return url.replace("harkara@", "postgres@", 1)


def database_name(url: str) -> str:
    """Return which database a URL names."""
    return url.partition("?")[0].rpartition("/")[2]


async def make_project(url: str, name: str, *, template: str = "template1") -> str:
    """Make a database and return its URL."""
    await create_database(url, name, template=template)
    return with_database(url, name)


async def run(url: str, *statements: str) -> None:
    """Carry out statements."""
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        for statement in statements:
            await connection.execute(statement.encode())


async def rows_of(url: str, query: str, *values: Any) -> list[tuple[Any, ...]]:
    """Return what a query finds."""
    async with await psycopg.AsyncConnection.connect(url) as connection:
        return await (await connection.execute(query.encode(), values)).fetchall()


async def tables_of(url: str) -> list[str]:
    """Return every table, view and sequence of ours."""
    rows = await rows_of(
        url,
        "SELECT relname FROM pg_class"
        " WHERE relnamespace = 'harkara'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')",
    )
    return [name for (name,) in rows]
