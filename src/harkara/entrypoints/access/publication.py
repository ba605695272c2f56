"""What Supabase's Realtime listens to: of our schema exactly the exposed tables, never one with customers in it. Others' tables stay."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
from psycopg import sql

from harkara.entrypoints.access.step import Step, in_schema
from harkara.kit.database_url import SCHEMA
from harkara.kit.exposure import EXPOSED

PUBLICATION = "supabase_realtime"

FIND_PUBLICATION = "SELECT puballtables FROM pg_publication WHERE pubname = %s"

FIND_PUBLISHED = "SELECT tablename FROM pg_publication_tables WHERE pubname = %s AND schemaname = %s"

_FIND_WHOLE_SCHEMA = """
SELECT 1 FROM pg_publication_namespace s JOIN pg_publication p ON p.oid = s.pnpubid
WHERE p.pubname = %s AND s.pnnspid = %s::regnamespace
"""

_FIND_LISTED = """
SELECT c.relname FROM pg_publication_rel r
JOIN pg_publication p ON p.oid = r.prpubid JOIN pg_class c ON c.oid = r.prrelid
WHERE p.pubname = %s AND c.relnamespace = %s::regnamespace
"""


def publication_steps(connection: psycopg.Connection[Any]) -> Iterator[Step]:
    """Yield what is missing. A publication of all tables cannot be narrowed: `harkara doctor` tells of it."""
    if connection.execute(FIND_PUBLICATION, [PUBLICATION]).fetchone() != (False,):
        return
    names = [PUBLICATION, SCHEMA]
    statements: list[sql.Composed] = []
    if connection.execute(_FIND_WHOLE_SCHEMA, names).fetchone():
        statements.append(_alter(sql.SQL("DROP TABLES IN SCHEMA {}").format(sql.Identifier(SCHEMA))))
    listed = {name for (name,) in connection.execute(_FIND_LISTED, names)}
    extra, missing = sorted(listed - EXPOSED.keys()), sorted(EXPOSED.keys() - listed)
    statements += [_alter(sql.SQL("DROP TABLE {}").format(in_schema(table))) for table in extra]
    statements += [_alter(sql.SQL("ADD TABLE {}").format(in_schema(table))) for table in missing]
    if statements:
        yield Step(f"publication {PUBLICATION}", tuple(statements))


def _alter(change: sql.Composed) -> sql.Composed:
    return sql.SQL("ALTER PUBLICATION {} {}").format(sql.Identifier(PUBLICATION), change)
