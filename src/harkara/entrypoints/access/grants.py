"""Grants on our schema to Supabase's roles: which there are, which should be, and the steps between. Never grants to anybody else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import LiteralString, NamedTuple, cast

from psycopg import sql

from harkara.entrypoints.access.step import Step, comma_separated, in_schema
from harkara.kit.database_url import SCHEMA
from harkara.kit.exposure import EXPOSED

READER = "authenticated"
ROLES = ("anon", READER, "service_role")
"""Whoever calls Supabase's HTTP interfaces is one of them. Ours goes to the database itself and needs none."""

# One row per privilege; grantee 0 is everybody. Functions may be called by everybody until that is taken away.
FIND_GRANTS = """
WITH callers AS (
    SELECT oid, rolname FROM pg_roles WHERE rolname = ANY(%(roles)s) UNION ALL SELECT 0, 'public'::name
), ours AS (
    SELECT oid, nspacl FROM pg_namespace WHERE nspname = %(schema)s
), granted (kind, name, part, acl) AS (
    SELECT 'schema', %(schema)s::text, '', nspacl FROM ours
    UNION ALL
    SELECT CASE c.relkind WHEN 'S' THEN 'sequence' ELSE 'table' END, c.relname::text, '', c.relacl
    FROM pg_class c JOIN ours ON ours.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
    UNION ALL
    SELECT 'table', c.relname::text, a.attname::text, a.attacl
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN ours ON ours.oid = c.relnamespace
    WHERE a.attacl IS NOT NULL AND NOT a.attisdropped
    UNION ALL
    SELECT 'routine', format('%%I.%%I(%%s)', %(schema)s, p.proname, pg_get_function_identity_arguments(p.oid)), '',
           coalesce(p.proacl, acldefault('f', p.proowner))
    FROM pg_proc p JOIN ours ON ours.oid = p.pronamespace
    UNION ALL
    SELECT 'default', d.defaclrole::regrole::text, d.defaclobjtype::text, d.defaclacl
    FROM pg_default_acl d JOIN ours ON ours.oid = d.defaclnamespace
)
SELECT granted.kind, granted.name, granted.part, callers.rolname, acl.privilege_type
FROM granted CROSS JOIN LATERAL aclexplode(granted.acl) acl JOIN callers ON callers.oid = acl.grantee
"""

_DEFAULTS: dict[str, LiteralString] = {"r": "TABLES", "S": "SEQUENCES", "f": "FUNCTIONS", "T": "TYPES"}
_KINDS: dict[str, LiteralString] = {"schema": "SCHEMA", "table": "TABLE", "sequence": "SEQUENCE", "routine": "ROUTINE"}


class Grant(NamedTuple):
    """One privilege of one role. `part` is a column, or for a default privilege the kind of object."""

    kind: str
    name: str
    part: str
    role: str
    privilege: str


def wanted_grants() -> frozenset[Grant]:
    """Return all that Supabase's roles may have: the signed-in user reads the exposed columns; rows are the policy's affair."""
    columns = {Grant("table", table, name, READER, "SELECT") for table, names in EXPOSED.items() for name in names}
    return frozenset({Grant("schema", SCHEMA, "", READER, "USAGE"), *columns})


def grant_steps(found: Iterable[Grant], roles: list[str]) -> Iterator[Step]:
    """Yield one step for each object whose grants differ from what is wanted."""
    present, wanted = _by_object(found), _by_object(wanted_grants())
    for kind, name in sorted(present.keys() | wanted.keys()):
        has, should = present[kind, name], wanted[kind, name]
        if has != should:
            yield Step(f"grants on {kind} {name}", tuple(_statements(kind, name, has, should, roles)))


def _by_object(grants: Iterable[Grant]) -> defaultdict[tuple[str, str], set[Grant]]:
    objects: defaultdict[tuple[str, str], set[Grant]] = defaultdict(set)
    for grant in grants:
        objects[grant.kind, grant.name].add(grant)
    return objects


def _statements(kind: str, name: str, has: set[Grant], should: set[Grant], roles: list[str]) -> Iterator[sql.Composed]:
    everybody = sql.SQL("PUBLIC, {}").format(comma_separated(roles))
    if kind == "default":
        for objects in sorted({grant.part for grant in has} & _DEFAULTS.keys()):
            yield sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {} IN SCHEMA {} REVOKE ALL ON {} FROM {}").format(
                sql.Identifier(name), sql.Identifier(SCHEMA), sql.SQL(_DEFAULTS[objects]), everybody
            )
        return
    what = sql.SQL("{} {}").format(sql.SQL(_KINDS[kind]), _quoted(kind, name))
    # CASCADE: who was given a privilege may have handed it on. On a table it takes the privileges on columns along.
    yield sql.SQL("REVOKE ALL ON {} FROM {} CASCADE").format(what, everybody)
    columns = sorted(grant.part for grant in should if grant.part)
    if columns:
        yield sql.SQL("GRANT SELECT ({}) ON {} TO {}").format(comma_separated(columns), what, sql.Identifier(READER))
    elif should:
        yield sql.SQL("GRANT USAGE ON {} TO {}").format(what, sql.Identifier(READER))


def _quoted(kind: str, name: str) -> sql.Composable:
    if kind == "schema":
        return sql.Identifier(name)
    # A routine's name comes with its arguments, quoted by PostgreSQL.
    return sql.SQL(cast("LiteralString", name)) if kind == "routine" else in_schema(name)
