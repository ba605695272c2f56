"""The database's address in the forms our libraries take. Apart from `kit.db`, because importing SQLAlchemy takes 0.5 s."""

from __future__ import annotations

from typing import Any

SCHEMA = "harkara"
# Keepalives notice a cut network within about 15 s while nothing is said. They rest while something that was sent is not
# acknowledged: without tcp_user_timeout (milliseconds) a statement on a dead network had no end after 50 s, with it 12.1 s.
CONNECTION_OPTIONS: dict[str, Any] = {
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 12_000,
}


def sqlalchemy_url(url: str) -> str:
    """Return a libpq URL in the form that makes SQLAlchemy use psycopg 3."""
    for prefix in ("postgresql+psycopg://", "postgresql://", "postgres://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    raise ValueError("DATABASE_URL must start with postgresql://")


def libpq_url(url: str) -> str:
    """Return a URL in the form psycopg itself and the PostgreSQL tools take."""
    return sqlalchemy_url(url).replace("postgresql+psycopg://", "postgresql://", 1)
