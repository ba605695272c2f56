"""Checks of the database behind a Supabase project: the way there, and whether our schema is closed to the public roles."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from harkara.entrypoints.access.grants import wanted_grants
from harkara.entrypoints.access.publication import FIND_PUBLICATION, FIND_PUBLISHED, PUBLICATION
from harkara.entrypoints.database_access import find_grants, is_supabase, missing_steps, public_roles
from harkara.entrypoints.doctor.finding import Finding, broken, doubtful, good
from harkara.kit.database_pooler import way_to
from harkara.kit.database_url import CONNECTION_OPTIONS, SCHEMA, libpq_url
from harkara.kit.db import Database
from harkara.kit.exposure import EXPOSED
from harkara.kit.parts import Parts
from harkara.kit.settings import Settings

_MIGRATE = "Run `harkara migrate` as the owner of the tables: it takes back what was given."
_VERIFIED = "verify-full"
_MOST_NAMED = 5

_SEES_NOTHING = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = %s AND c.relkind IN ('r', 'p') AND row_security_active(c.oid)
"""
_ADMIN = "SELECT EXISTS (SELECT FROM auth.users WHERE lower(email) = lower(%s))"


async def check_database_access(parts: Parts) -> list[Finding]:
    """Compare the catalogs with what should be. On a server without Supabase's roles there is nothing to look at."""
    settings, url = parts[Settings], parts[Database].url
    return await asyncio.to_thread(lambda: [*_way(settings, url), *_examine(settings, url)])


def _way(settings: Settings, url: str) -> Iterator[Finding]:
    if settings.mode != "supabase":
        return
    way = way_to(url, is_supabase=True)
    mode = str(conninfo_to_dict(libpq_url(url)).get("sslmode") or "prefer")
    if mode == _VERIFIED or not _is_remote(url):
        yield good("connection", f"{way}, sslmode={mode}")
    else:
        yield doubtful(
            "connection",
            f"{way}, sslmode={mode}: whoever sits on the way may pass for the database.",
            "Download the CA (Database Settings > SSL Configuration) and add ?sslmode=verify-full&sslrootcert=<file> to DATABASE_URL.",
        )


def _is_remote(url: str) -> bool:
    host = str(conninfo_to_dict(libpq_url(url)).get("host") or "")
    return not (host.startswith("/") or host in ("", "localhost", "127.0.0.1", "::1"))


def _examine(settings: Settings, url: str) -> Iterator[Finding]:
    with psycopg.connect(libpq_url(url), **CONNECTION_OPTIONS) as connection:
        roles = public_roles(connection)
        if not is_supabase(roles):
            return
        yield _own_rows(connection)
        yield _grants(connection, roles)
        yield _rest(connection, roles, settings.admin_email)
        yield _published(connection)
        yield from _admin(connection, settings)


def _own_rows(connection: psycopg.Connection[Any]) -> Finding:
    hidden = [name for (name,) in connection.execute(_SEES_NOTHING, [SCHEMA])]
    if hidden:
        return broken(
            "own rows",
            f"Row security hides from us the rows of {_named(hidden)}.",
            "Let DATABASE_URL name the role that owns the tables, and run `harkara migrate` as that role.",
        )
    return good("own rows", "seen: we own the tables")


def _grants(connection: psycopg.Connection[Any], roles: list[str]) -> Finding:
    extra = set(find_grants(connection, roles)) - wanted_grants()
    if extra:
        described = sorted(f"{grant.role} has {grant.privilege} on {grant.kind} {grant.name}" for grant in extra)
        return broken("grants", f"{_named(described)}.", _MIGRATE)
    return good("grants", f"none to anon; to authenticated some columns of {' and '.join(sorted(EXPOSED))}")


def _rest(connection: psycopg.Connection[Any], roles: list[str], admin_email: str | None) -> Finding:
    """Everything else `harkara migrate` would change; it compares, so what it finds is what is wrong."""
    subjects = [step.subject for step in missing_steps(connection, roles, admin_email)]
    connection.rollback()
    wrong = [subject for subject in subjects if subject.startswith("row security")]
    if wrong:
        return broken("row security", f"Not as it should be: {_named(wrong)}.", _MIGRATE)
    return good("row security", "on for every table, one policy: the admin reads")


def _published(connection: psycopg.Connection[Any]) -> Finding:
    row = connection.execute(FIND_PUBLICATION, [PUBLICATION]).fetchone()
    if row is None:
        return doubtful(
            "publication",
            f"There is no publication {PUBLICATION}: the dashboard asks every 30 s instead of being told.",
            f"In Supabase's SQL editor: CREATE PUBLICATION {PUBLICATION}; then run `harkara migrate`.",
        )
    found = {str(name) for (name,) in connection.execute(FIND_PUBLISHED, [PUBLICATION, SCHEMA])}
    if found == set(EXPOSED):
        return good("publication", f"exactly {' and '.join(sorted(found))}")
    if row == (True,):
        return broken(
            "publication",
            f"{PUBLICATION} is made FOR ALL TABLES: each message would pass through Realtime.",
            f"In Supabase's SQL editor: DROP PUBLICATION {PUBLICATION}; CREATE PUBLICATION {PUBLICATION}; then run"
            " `harkara migrate`, and add the tables of your other programs again.",
        )
    return broken(
        "publication",
        f"Of ours it has {_named(sorted(found)) or 'nothing'}, it should have {' and '.join(sorted(EXPOSED))}.",
        "Run `harkara migrate` as the owner of the publication.",
    )


def _admin(connection: psycopg.Connection[Any], settings: Settings) -> Iterator[Finding]:
    if not settings.admin_email or settings.mode != "supabase":
        return
    try:
        row = connection.execute(_ADMIN, [settings.admin_email.strip()]).fetchone()
    except psycopg.ProgrammingError:
        connection.rollback()  # not ours to look at
        return
    if row == (False,):
        yield broken(
            "admin's user",
            f"The project has no user {settings.admin_email}.",
            "In Supabase: Authentication > Users > Add user, with 'Auto confirm user'.",
        )
    else:
        yield good("admin's user", "is there")


def _named(names: list[str]) -> str:
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f"{', '.join(names[:_MOST_NAMED])}{more}"
