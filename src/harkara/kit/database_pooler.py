"""Which way a DATABASE_URL takes to a Supabase database, and how many connections the processes may keep on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from psycopg.conninfo import conninfo_to_dict

from harkara.kit.database_url import libpq_url

_TRANSACTION_PORT = "6543"  # of the shared pooler (Supavisor) and of the dedicated one (PgBouncer)
_HOSTS = (".supabase.com", ".supabase.co")

Way = Literal["direct", "session pooler", "transaction pooler"]


@dataclass(frozen=True, slots=True)
class Connections:
    """What the processes keep open. A worker has one more, which listens for webhooks."""

    worker: int
    jobs: int
    api: int
    overflow: int


AMPLE = Connections(worker=10, jobs=8, api=10, overflow=2)
# Supabase's session pooler lets 15 in on a small project and makes the sixteenth wait for a minute: one worker (4 + 5 + 1) and
# one API (3), which leaves two for readiness checks, `harkara migrate` and other commands. Three of the jobs' listen.
SCANT = Connections(worker=4, jobs=5, api=3, overflow=0)


def way_to(url: str, *, is_supabase: bool) -> Way:
    """Return the way; a PostgreSQL of one's own may listen on any port. Raise psycopg.ProgrammingError for an unusable URL."""
    parts = conninfo_to_dict(libpq_url(url))
    hosts = str(parts.get("host") or "").split(",")
    is_supabase = is_supabase or any(host.endswith(_HOSTS) for host in hosts)
    if is_supabase and _TRANSACTION_PORT in str(parts.get("port") or "").split(","):
        return "transaction pooler"
    # The shared pooler knows the project by the user's name, on hosts of one's own, too.
    if any(host.endswith(".pooler.supabase.com") for host in hosts) or "." in str(parts.get("user") or ""):
        return "session pooler"
    return "direct"


def connections_for(url: str) -> Connections:
    """Return how many connections the processes may keep."""
    return SCANT if way_to(url, is_supabase=False) == "session pooler" else AMPLE
