"""Row security on all our tables, and the one policy there is: the admin reads campaigns and notifications. Owners are not bound by it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

import psycopg
from psycopg import sql

from harkara.entrypoints.access.grants import READER
from harkara.entrypoints.access.step import Step, in_schema
from harkara.kit.database_url import SCHEMA
from harkara.kit.exposure import EXPOSED

POLICY = "the_admin_reads"

FIND_TABLES = """
SELECT c.relname AS name, c.relrowsecurity AS secured, c.relforcerowsecurity AS forced, c.relreplident::text AS identity
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = %s AND c.relkind IN ('r', 'p')
ORDER BY c.relname
"""

_FIND_VIEWS = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = %s AND c.relkind = 'v'
  AND NOT coalesce(c.reloptions, '{}') && ARRAY['security_invoker=true', 'security_invoker=on']
"""

FIND_POLICIES = """
SELECT c.relname AS table_name, p.polname AS name, p.polcmd::text AS command, p.polpermissive AS permissive,
       ARRAY(SELECT rolname::text FROM pg_roles WHERE oid = ANY(p.polroles)) AS roles,
       coalesce(pg_get_expr(p.polqual, p.polrelid), '') AS condition
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
WHERE c.relnamespace = %s::regnamespace
"""

# In a sub-select it is looked at once per statement, not once per row. The claims are those that Supabase has verified.
_CLAIMS = sql.SQL("nullif((SELECT current_setting('request.jwt.claims', true)), '')::jsonb")
_IS_ADMIN = sql.SQL(
    "(SELECT coalesce(c.claims ->> 'is_anonymous', 'false') <> 'true'"
    " AND (coalesce(c.claims -> 'app_metadata' ->> 'role', '') = 'admin' OR lower(coalesce(c.claims ->> 'email', '')) = {email})"
    " FROM (SELECT {claims} AS claims) c)"
)


class Policy(NamedTuple):
    """A policy as the catalog describes it."""

    table: str
    name: str
    command: str
    permissive: bool
    roles: list[str]
    condition: str


def is_admin(admin_email: str | None) -> sql.Composed:
    """Return the condition under which a caller is the admin; the same as `core.auth.admin` checks."""
    email = admin_email.strip().lower() if admin_email else ""
    # No e-mail equals NULL, not even an empty one: then only the role counts.
    return _IS_ADMIN.format(claims=_CLAIMS, email=sql.Literal(email) if email else sql.SQL("NULL"))


def policy_steps(connection: psycopg.Connection[Any], admin_email: str | None) -> Iterator[Step]:
    """Yield what is missing, each table by itself: its lock excludes everybody, for a moment."""
    found: defaultdict[str, list[Policy]] = defaultdict(list)
    for row in connection.execute(FIND_POLICIES, [SCHEMA]):
        found[row[0]].append(Policy(*row))
    condition = _as_postgres_writes(connection, admin_email)
    for table, secured, forced, identity in connection.execute(FIND_TABLES, [SCHEMA]).fetchall():
        wanted = [Policy(table, POLICY, "r", True, [READER], condition)] if table in EXPOSED else []
        statements = list(_replacing(table, found[table], wanted, admin_email))
        if not secured:
            statements.append(sql.SQL("ALTER TABLE {} ENABLE ROW LEVEL SECURITY").format(in_schema(table)))
        if forced:  # would bind the owner, too, whom no policy lets through
            statements.append(sql.SQL("ALTER TABLE {} NO FORCE ROW LEVEL SECURITY").format(in_schema(table)))
        if table in EXPOSED and identity != "d":  # any other would send old values along, or nothing
            statements.append(sql.SQL("ALTER TABLE {} REPLICA IDENTITY DEFAULT").format(in_schema(table)))
        if statements:
            yield Step(f"row security of table {table}", tuple(statements))
    for (view,) in connection.execute(_FIND_VIEWS, [SCHEMA]).fetchall():
        statement = sql.SQL("ALTER VIEW {} SET (security_invoker = true)").format(in_schema(view))
        yield Step(f"row security of view {view}", (statement,))


def _replacing(
    table: str, found: list[Policy], wanted: list[Policy], admin_email: str | None
) -> Iterator[sql.Composed]:
    if found == wanted:
        return
    for policy in found:
        yield sql.SQL("DROP POLICY {} ON {}").format(sql.Identifier(policy.name), in_schema(table))
    if wanted:
        yield sql.SQL("CREATE POLICY {} ON {} FOR SELECT TO {} USING ({})").format(
            sql.Identifier(POLICY), in_schema(table), sql.Identifier(READER), is_admin(admin_email)
        )


def _as_postgres_writes(connection: psycopg.Connection[Any], admin_email: str | None) -> str:
    """Return the condition in the words in which the catalog will show it, to be compared: it rewrites what it is given."""
    connection.execute("CREATE TEMPORARY TABLE harkara_condition (id int) ON COMMIT DROP")
    connection.execute(sql.SQL("CREATE POLICY sample ON harkara_condition USING ({})").format(is_admin(admin_email)))
    row = connection.execute(
        "SELECT pg_get_expr(polqual, polrelid) FROM pg_policy WHERE polrelid = 'pg_temp.harkara_condition'::regclass"
    ).fetchone()
    connection.rollback()
    assert row is not None
    return str(row[0])
