"""Sign-in at the stand-in for a project: as many sessions of the admin as there are dashboards, each with a refresh token."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4, uuid5

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from tests.supabase.fake_project import FakeProject
from tests.supabase.projects import ADMIN_EMAIL, run

ADMIN_ID = UUID(int=1)
ENDED = {"code": "session_not_found", "message": "Session not found"}


@dataclass
class SigningIn:
    """Adds `/auth/v1/token` to a project. Sessions are rows of its database, which our API looks into."""

    project: FakeProject
    database_url: str
    lives: int = 92
    """Seconds a token lives. supabase-js replaces one that has less than 90 left."""
    _sessions: dict[str, UUID] = field(default_factory=dict)

    async def begin(self) -> None:
        """Make the admin."""
        await run(self.database_url, f"INSERT INTO auth.users (id, email) VALUES ('{ADMIN_ID}', '{ADMIN_EMAIL}')")

    async def remove_admin(self) -> None:
        """Remove the user in the project, sessions and all."""
        self._sessions.clear()
        await run(self.database_url, "DELETE FROM auth.users")

    def add_to(self, app: FastAPI) -> FastAPI:
        """Serve it beside what the project serves."""

        @app.post("/auth/v1/token")
        async def token(request: Request, grant_type: str) -> JSONResponse:
            if grant_type == "password":
                return JSONResponse(self._answer(request, await self._open()))
            session = self._sessions.get((await request.json())["refresh_token"])
            return JSONResponse(ENDED, 400) if session is None else JSONResponse(self._answer(request, session))

        return app

    def token(self, issuer: str) -> str:
        """Return a token of one of the sessions."""
        return self._token(issuer, next(iter(self._sessions.values())), int(time.time()) + self.lives)

    async def _open(self) -> UUID:
        session = uuid4()
        await run(self.database_url, f"INSERT INTO auth.sessions (id, user_id) VALUES ('{session}', '{ADMIN_ID}')")
        self._sessions[_refresh_token(session)] = session
        return session

    def _answer(self, request: Request, session: UUID) -> dict[str, Any]:
        ends = int(time.time()) + self.lives
        return {
            "access_token": self._token(str(request.base_url).rstrip("/"), session, ends),
            "token_type": "bearer",
            "expires_in": self.lives,
            "expires_at": ends,
            "refresh_token": _refresh_token(session),
            "user": {"id": str(ADMIN_ID), "aud": "authenticated", "role": "authenticated", "email": ADMIN_EMAIL},
        }

    def _token(self, issuer: str, session: UUID, ends: int) -> str:
        return self.project.token(issuer, session_id=str(session), sub=str(ADMIN_ID), exp=ends)


def _refresh_token(session: UUID) -> str:
    """One for the whole session: how tokens are rotated is the project's affair."""
    return str(uuid5(session, "refresh"))
