"""Whether a session still exists, remembered for seconds: sign-out takes effect without a query per request."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.embedded.auth.sessions import session_exists
from harkara.kit.clock import Clock
from harkara.kit.db import Database

SessionLookup = Callable[[AsyncSession, UUID], Awaitable[bool]]

REMEMBER_SECONDS = 15.0
_MOST_RECORDS = 10_000


class LiveSessions:
    """One per process. A sign-out in this process counts at once, in another one after `REMEMBER_SECONDS`.

    `exists` looks into our own table, unless told to look elsewhere.
    """

    def __init__(self, database: Database, clock: Clock, exists: SessionLookup = session_exists) -> None:
        self._database = database
        self._clock = clock
        self._exists = exists
        self._seen_at: dict[UUID, float] = {}

    async def is_live(self, session_id: UUID) -> bool:
        """Return whether the session has not been ended. Only a yes is remembered."""
        now = self._clock.monotonic()
        if now - self._seen_at.get(session_id, -REMEMBER_SECONDS) < REMEMBER_SECONDS:
            return True
        async with self._database.transaction() as session:
            alive = await self._exists(session, session_id)
        if alive:
            if len(self._seen_at) >= _MOST_RECORDS:
                self._seen_at.clear()
            self._seen_at[session_id] = now
        else:
            self._seen_at.pop(session_id, None)
        return alive

    def forget_all(self) -> None:
        """Look again next time, because sessions were just ended."""
        self._seen_at.clear()
