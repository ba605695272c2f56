"""Reads the rows that changed, as far as a browser may see them: one query a table, however many rows and listeners."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.kit.exposure import EXPOSED, PRIMARY_KEY

# PostgreSQL writes the JSON, so that times look as they do on Supabase.
_READ = {
    table: text(
        f"SELECT to_jsonb(seen) FROM (SELECT {', '.join(columns)} FROM {table}"  # noqa: S608 - names of our own list
        f" WHERE {PRIMARY_KEY} = ANY(CAST(:ids AS bigint[]))) AS seen"
    )
    for table, columns in EXPOSED.items()
}


async def read_rows(session: AsyncSession, table: str, ids: Iterable[int]) -> Mapping[int, Mapping[str, Any]]:
    """Return those of the rows that (still) exist, by key."""
    rows = (await session.scalars(_READ[table], {"ids": list(ids)})).all()
    return {row[PRIMARY_KEY]: row for row in rows}
