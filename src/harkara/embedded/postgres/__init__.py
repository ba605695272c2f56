"""A real PostgreSQL from a Python wheel, under `DATA_DIR/postgres`, reachable only through a private Unix socket."""

from harkara.embedded.postgres.errors import EmbeddedPostgresError
from harkara.embedded.postgres.server import EmbeddedPostgres, embedded_postgres

__all__ = ["EmbeddedPostgres", "EmbeddedPostgresError", "embedded_postgres"]
