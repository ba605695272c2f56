"""Which tables the code wants and which the database has. Asked at every start and by `/readyz`, so without Alembic."""

from __future__ import annotations

import psycopg

from harkara.kit.database_url import CONNECTION_OPTIONS, SCHEMA, libpq_url
from harkara.kit.shipped import shipped

MIGRATIONS = shipped("migrations")


async def is_current(database_url: str) -> bool:
    """Return whether the database is at exactly the revision this code was written for; raise psycopg.Error."""
    return await _revision(database_url) == newest_revision()


async def is_usable(database_url: str) -> bool:
    """Return whether this code works with the database's tables: its own, or those of the next version, whose migrations work
    with the code before (docs/operations/upgrade.md). Raise psycopg.Error.
    """
    found = await _revision(database_url)
    return found is not None and found >= newest_revision()


async def has_tables(database_url: str) -> bool:
    """Return whether the platform was ever installed in the database; raise psycopg.Error."""
    return await _revision(database_url) is not None


def newest_revision() -> str:
    """Return the revision of the last migration: their files begin with it, in order."""
    return max(path.stem.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


async def _revision(database_url: str) -> str | None:
    connection = await psycopg.AsyncConnection.connect(libpq_url(database_url), **CONNECTION_OPTIONS)
    async with connection:
        present = await connection.execute("SELECT to_regclass(%s) IS NOT NULL", [f"{SCHEMA}.alembic_version"])
        if await present.fetchone() != (True,):
            return None
        found = await connection.execute(f"SELECT version_num FROM {SCHEMA}.alembic_version")  # noqa: S608 - a constant
        row = await found.fetchone()
        return row[0] if row else None
