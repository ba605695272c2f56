"""Databases for tests: made by cloning a template, which takes about 50 ms."""

from __future__ import annotations

import psycopg
from psycopg import sql


async def create_database(url: str, name: str, *, template: str = "template1") -> None:
    """Make a database."""
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        await connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )


def with_database(url: str, name: str) -> str:
    """Return the URL of another database on the same server."""
    head, _, query = url.partition("?")
    return f"{head.rpartition('/')[0]}/{name}?{query}"
