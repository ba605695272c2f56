"""Whether DATABASE_URL is one that we can work on: seen from its text alone, before anybody connects."""

from __future__ import annotations

import psycopg

from harkara.entrypoints.supervisor.errors import BadSettingsError
from harkara.kit.database_pooler import way_to


class TransactionPoolerError(BadSettingsError):
    """The pooler that gives each transaction another connection."""

    title = "DATABASE_URL leads to the transaction pooler"
    mend = (
        "In Supabase press Connect and copy the direct connection (db.<project>.supabase.co:5432, IPv6), or the session"
        " pooler (...pooler.supabase.com:5432) where there is only IPv4. Mostly it is enough to change 6543 to 5432."
    )


def require_usable_address(url: str, *, is_supabase: bool) -> None:
    """Raise BadSettingsError if the URL cannot be read, or leads where jobs are not heard and locks are not kept."""
    try:
        way = way_to(url, is_supabase=is_supabase)
    except ValueError as error:
        raise BadSettingsError(str(error)) from None
    except psycopg.ProgrammingError as error:
        # The driver quotes the part it does not understand, which may be the password.
        raise BadSettingsError(
            "DATABASE_URL cannot be read.",
            mend=f"{_reason(error)}Write it as postgresql://user:password@host:5432/database, with each of @ : / ? # % in the"
            " password percent-encoded, and without what is not PostgreSQL's own, like ?pgbouncer=true.",
        ) from None
    if way == "transaction pooler":
        raise TransactionPoolerError(
            "Port 6543 keeps no session: jobs are announced with LISTEN, migrations hold a session lock, and statements are prepared."
        )


def _reason(error: psycopg.ProgrammingError) -> str:
    return "An option in it is unknown. " if "query parameter" in str(error) else ""
