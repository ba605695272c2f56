"""Looks into a Supabase project's own table of sessions, so that a sign-out counts although the token lives on. Only reads."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.kit.logging import get_logger

# Where row security applies to us, sessions would seem to be gone and everybody signed out.
_CAN_READ = text(
    "SELECT has_schema_privilege(n.oid, 'USAGE') AND has_column_privilege(c.oid, 'id', 'SELECT')"
    " AND NOT row_security_active(c.oid)"
    " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE n.nspname = 'auth' AND c.relname = 'sessions' AND c.relkind = 'r'"
)
_EXISTS = text("SELECT EXISTS (SELECT FROM auth.sessions WHERE id = :id)")

log = get_logger(__name__)


class SupabaseSessions:
    """Fulfils `SessionLookup`. Whether we may read the table is found out once per process."""

    def __init__(self) -> None:
        self._readable: bool | None = None

    async def exists(self, session: AsyncSession, session_id: UUID) -> bool:
        """Return whether the session has not been ended; True where that cannot be seen."""
        if self._readable is None:
            self._readable = await can_read_sessions(session)
            if not self._readable:
                log.warning("auth.sessions cannot be read: a signed-out token stays good until it expires")
        if not self._readable:
            return True
        return bool(await session.scalar(_EXISTS, {"id": session_id}))


async def can_read_sessions(session: AsyncSession) -> bool:
    """Return whether DATABASE_URL's role sees all rows of auth.sessions."""
    return bool(await session.scalar(_CAN_READ))
