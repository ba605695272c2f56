"""What the dashboard must know before anyone has signed in."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from harkara.embedded.auth import PUBLIC_KEY
from harkara.kit.commit import commit
from harkara.kit.parts import SettingsDep
from harkara.kit.version import version

router = APIRouter(prefix="/api/session", tags=["session"])


class SessionInfo(BaseModel):
    """Where to sign in, and what is running here."""

    mode: Literal["embedded", "supabase"]
    supabase_url: str
    supabase_key: str
    version: str
    commit: str | None = Field(description="First digits of the commit, where it is known")
    sandbox: bool
    password_reset: Literal["email", "command"]


@router.get("")
async def session_info(request: Request, settings: SettingsDep) -> SessionInfo:
    """Return the address and public key for @supabase/supabase-js: the project's, or in embedded mode our own."""
    own_address = settings.public_url or str(request.base_url).rstrip("/")
    return SessionInfo(
        mode=settings.mode,
        supabase_url=settings.supabase_url or own_address,
        supabase_key=settings.supabase_anon_key or PUBLIC_KEY,
        version=version(),
        commit=commit(),
        sandbox=settings.uses_sandbox,
        password_reset=settings.password_reset,
    )
