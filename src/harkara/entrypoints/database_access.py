"""Closes our schema to Supabase's public roles: who has the public key sees nothing, the admin the columns of `kit.exposure`.

Compares what the catalogs say with what should be and changes only what differs, so a second run takes no lock. Without the
roles `anon` and `authenticated` (embedded mode, a PostgreSQL of one's own) it does nothing (ADR 0022).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import psycopg
from psycopg.errors import InsufficientPrivilege, LockNotAvailable

from harkara.entrypoints.access.grants import FIND_GRANTS, READER, ROLES, Grant, grant_steps
from harkara.entrypoints.access.policies import policy_steps
from harkara.entrypoints.access.publication import publication_steps
from harkara.entrypoints.access.routines import routine_steps
from harkara.entrypoints.access.step import Step
from harkara.kit.database_url import SCHEMA
from harkara.kit.errors import UnavailableError
from harkara.kit.logging import get_logger

# While a lock is waited for, everybody who comes after waits, too. So briefly that a sender does not notice, and often.
LOCK_WAIT = "200ms"
TRIES, PAUSE = 100, 0.1

log = get_logger(__name__)


class TableInUseError(UnavailableError):
    """A table could not be locked for the moment that a change of access takes."""

    code = "table_in_use"
    title = "The tables are not closed to Supabase's public roles yet"
    mend = "Something holds the table for long, like a backup: let it end, then run `harkara migrate` again."


def restrict_access(connection: psycopg.Connection[Any], admin_email: str | None) -> int:
    """Bring grants, row security and publication to what they should be; return how many steps that took.

    The connection belongs to the tables' owner and has no transaction open.
    """
    roles = public_roles(connection)
    connection.execute("SELECT set_config('lock_timeout', %s, false)", [LOCK_WAIT])
    connection.commit()
    steps = [*missing_steps(connection, roles, admin_email)] if is_supabase(roles) else []
    connection.commit()
    for step in steps:
        _carry_out(connection, step)
    return len(steps)


def public_roles(connection: psycopg.Connection[Any]) -> list[str]:
    """Return which of the roles behind Supabase's HTTP interfaces this server has."""
    return [
        name for (name,) in connection.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)", [list(ROLES)])
    ]


def is_supabase(roles: list[str]) -> bool:
    """Return whether the server is one that Supabase's interfaces reach."""
    return {"anon", READER} <= set(roles)


def find_grants(connection: psycopg.Connection[Any], roles: list[str]) -> list[Grant]:
    """Return what these roles, and everybody, may do with anything of ours."""
    return [Grant(*row) for row in connection.execute(FIND_GRANTS, {"roles": roles, "schema": SCHEMA})]


def missing_steps(connection: psycopg.Connection[Any], roles: list[str], admin_email: str | None) -> Iterator[Step]:
    """Yield what differs from what should be: the rows' protection first, then the grants."""
    yield from policy_steps(connection, admin_email)
    yield from grant_steps(find_grants(connection, roles), roles)
    yield from routine_steps(connection)
    yield from publication_steps(connection)


def _carry_out(connection: psycopg.Connection[Any], step: Step) -> None:
    for _ in range(TRIES):
        try:
            with connection.transaction():
                for statement in step.statements:
                    connection.execute(statement)
        except LockNotAvailable:
            time.sleep(PAUSE)  # noqa: TID251 - in the thread of `migrate`
        except InsufficientPrivilege as error:
            # Somebody else's, e.g. the publication. The rest is closed all the same; `harkara doctor` names what is open.
            log.warning("access not changed", subject=step.subject, error=str(error).strip())
            return
        else:
            return
    raise TableInUseError(f"{step.subject.capitalize()}: locked by another session, tried {TRIES} times.")
