"""Decides whether a request comes from the admin: signature, then session, then person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from harkara.core.auth.errors import NotAdminError, NotSignedInError
from harkara.core.auth.key_source import KeySource
from harkara.core.auth.shared_secret import SharedSecret
from harkara.embedded.auth.live_sessions import LiveSessions
from harkara.kit.access_tokens import (
    SharedSecretTokenError,
    TokenRefusedError,
    key_id_of,
    verify,
    verify_with_secret,
)

_LEGACY_MEND = (
    "Your Supabase project still signs with the legacy shared secret. In Supabase, open Project Settings, JWT Keys, and"
    " migrate to asymmetric signing keys (better), or copy the legacy secret into SUPABASE_JWT_SECRET."
)
_OTHER_KIND_MEND = (
    "Sign in again. If nobody can: the project may sign with keys of its own by now, so take SUPABASE_JWT_SECRET out."
)


@dataclass(frozen=True, slots=True)
class Admin:
    """Who is signed in."""

    user_id: str
    email: str | None
    session_id: str | None
    expires_at: datetime
    """When the token ends."""


class AdminGate:
    """Lets in the admin and nobody else.

    Without `sessions`, a signed-out token stays good until it expires (an hour at most).
    """

    def __init__(
        self,
        keys: KeySource | SharedSecret,
        issuer: str,
        admin_email: str | None,
        sessions: LiveSessions | None = None,
    ) -> None:
        self._keys = keys
        self._issuer = issuer
        self._admin_email = admin_email.strip().lower() if admin_email else None
        self._sessions = sessions

    async def admit(self, token: str) -> Admin:
        """Return the admin; raise NotSignedInError, NotAdminError or SigningKeysUnavailableError."""
        claims = await self._claims(token)
        await self._refuse_ended_session(claims)
        email = claims.get("email")
        admin = Admin(
            user_id=str(claims["sub"]),
            email=email if isinstance(email, str) else None,
            session_id=claims.get("session_id"),
            expires_at=datetime.fromtimestamp(claims["exp"], UTC),
        )
        if not self._is_admin(admin, claims):
            raise NotAdminError(f"{admin.email or 'This user'} is signed in, but is not the admin.")
        return admin

    async def _claims(self, token: str) -> dict[str, Any]:
        if isinstance(self._keys, SharedSecret):
            try:
                return verify_with_secret(token, self._keys.as_bytes(), self._issuer)
            except TokenRefusedError as error:
                raise NotSignedInError(f"The access token is not accepted. {error}", mend=_OTHER_KIND_MEND) from None
        try:
            key = await self._keys.key_for(key_id_of(token))
            if key is None:
                raise TokenRefusedError("Its key is not one of the issuer's.")
            return verify(token, key, self._issuer)
        except SharedSecretTokenError as error:
            raise NotSignedInError(f"The access token is not accepted. {error}", mend=_LEGACY_MEND) from None
        except TokenRefusedError as error:
            raise NotSignedInError(f"The access token is not accepted. {error}") from None

    async def _refuse_ended_session(self, claims: dict[str, Any]) -> None:
        if self._sessions is None:
            return
        try:
            session_id = UUID(str(claims.get("session_id")))
        except ValueError:
            raise NotSignedInError("The access token belongs to no session.") from None
        if not await self._sessions.is_live(session_id):
            raise NotSignedInError("The session has ended: signed out, password changed or too old.")

    def _is_admin(self, admin: Admin, claims: dict[str, Any]) -> bool:
        """Trust only what users cannot write themselves: user_metadata is theirs, app_metadata is not."""
        if claims.get("role") != "authenticated" or claims.get("is_anonymous"):
            return False
        app_metadata: Any = claims.get("app_metadata")
        if isinstance(app_metadata, dict) and app_metadata.get("role") == "admin":  # pyright: ignore[reportUnknownMemberType] - JSON
            return True
        return self._admin_email is not None and (admin.email or "").lower() == self._admin_email
