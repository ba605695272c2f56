"""What can go wrong with the embedded PostgreSQL, in words for the person who starts it."""

from __future__ import annotations

from harkara.kit.errors import UnavailableError


class EmbeddedPostgresError(UnavailableError):
    """The embedded PostgreSQL cannot be started or stopped."""

    code = "embedded_postgres"
    title = "The embedded PostgreSQL does not run"
