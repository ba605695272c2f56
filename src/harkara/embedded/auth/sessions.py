"""Sessions: opened by a password, kept alive by refresh tokens, ended by sign-out, age or a stolen token."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal
from uuid import UUID, uuid4

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.embedded.auth.errors import RefreshRefusedError
from harkara.embedded.auth.models import AuthSession, AuthUser
from harkara.embedded.auth.refresh_tokens import (
    RefreshToken,
    make_refresh_token,
    new_refresh_key,
    parse_refresh_token,
)
from harkara.embedded.auth.signing_keys import ISSUER, KeyRing
from harkara.embedded.auth.users import APP_METADATA, user_json
from harkara.kit.access_tokens import AUDIENCE
from harkara.kit.clock import Clock
from harkara.kit.crypto import SecretBox, UnreadableSecretError
from harkara.kit.sealed import SealedColumn

ACCESS_SECONDS = 3600
ABSOLUTE_LIFE = timedelta(days=30)
IDLE_LIFE = timedelta(hours=24)
RECOVERY_LIFE = timedelta(hours=1)
SEALED = SealedColumn("auth_sessions", "id", "refresh_key", "auth_sessions.refresh_key:{id}")
Scope = Literal["global", "local", "others"]


@dataclass(frozen=True, slots=True)
class Sessions:
    """Opens, refreshes and ends sessions within the caller's transaction."""

    keys: KeyRing
    box: SecretBox
    clock: Clock

    async def open(self, session: AsyncSession, user: AuthUser, *, by_recovery: bool = False) -> dict[str, Any]:
        """Open a session for someone who has proven to be `user`, and return its tokens.

        Opened by a recovery mail, it may choose a new password without the present one, for a while and once.
        """
        now = self.clock.now()
        await session.execute(delete(AuthSession).where(AuthSession.created_at < now - ABSOLUTE_LIFE))
        user.last_sign_in_at = now
        key, session_id = new_refresh_key(), uuid4()
        row = AuthSession(
            id=session_id,
            user_id=user.id,
            refresh_key=self.box.encrypt(key, SEALED.place_of(id=session_id)),
            refresh_counter=0,
            created_at=now,
            refreshed_at=now,
            recovery_until=now + RECOVERY_LIFE if by_recovery else None,
        )
        session.add(row)
        return await self._tokens(row, user, key)

    async def refresh(self, session: AsyncSession, refresh_token: str) -> dict[str, Any] | RefreshRefusedError:
        """Return new tokens, or why there are none. A refusal is returned, not raised: ending a session must last.

        The active token rotates. Its parent gets the active token once more, however many ask at once: the client
        knows no lock between tabs and may have lost our answer. Anything older means that a token was stolen, and
        whoever holds the session loses it.
        """
        token = parse_refresh_token(refresh_token)
        row = token and await session.get(AuthSession, token.session_id, with_for_update=True)
        if token is None or row is None:
            return RefreshRefusedError("refresh_token_not_found", "Invalid Refresh Token: Refresh Token Not Found")
        key = self._key_of(row, token)
        if key is None:
            return RefreshRefusedError("refresh_token_not_found", "Invalid Refresh Token: Refresh Token Not Found")
        refusal = self._refusal(row, token)
        if refusal is not None:
            await session.delete(row)
            return refusal
        if token.number == row.refresh_counter:
            row.refresh_counter += 1
            row.refreshed_at = self.clock.now()
        user = await session.get_one(AuthUser, row.user_id)
        return await self._tokens(row, user, key)

    def is_recovering(self, row: AuthSession) -> bool:
        """Return whether a recovery mail opened the session, recently, and no password has been chosen since."""
        return row.recovery_until is not None and self.clock.now() < row.recovery_until

    async def end(self, session: AsyncSession, scope: Scope, user_id: UUID, session_id: UUID) -> None:
        """End this session, all others, or all of the user."""
        ended = delete(AuthSession).where(AuthSession.user_id == user_id)
        if scope == "local":
            ended = ended.where(AuthSession.id == session_id)
        elif scope == "others":
            ended = ended.where(AuthSession.id != session_id)
        await session.execute(ended)

    def _key_of(self, row: AuthSession, token: RefreshToken) -> str | None:
        """Return the session's key if the token was made with it."""
        try:
            key = self.box.decrypt(row.refresh_key, SEALED.place_of(id=row.id))
        except UnreadableSecretError:
            return None
        return key if token.is_genuine(key) else None

    def _refusal(self, row: AuthSession, token: RefreshToken) -> RefreshRefusedError | None:
        now = self.clock.now()
        if now - row.created_at > ABSOLUTE_LIFE or now - row.refreshed_at > IDLE_LIFE:
            return RefreshRefusedError("session_expired", "Invalid Refresh Token: Session Expired")
        if token.number < row.refresh_counter - 1:
            return RefreshRefusedError("refresh_token_already_used", "Invalid Refresh Token: Already Used")
        return None

    async def _tokens(self, row: AuthSession, user: AuthUser, key: str) -> dict[str, Any]:
        issued_at = int(self.clock.now().timestamp())
        claims: dict[str, Any] = {
            "iss": ISSUER,
            "sub": str(user.id),
            "aud": AUDIENCE,
            "exp": issued_at + ACCESS_SECONDS,
            "iat": issued_at,
            "email": user.email,
            "phone": "",
            "app_metadata": APP_METADATA,
            "user_metadata": {},
            "role": "authenticated",
            "aal": "aal1",
            # "otp" is GoTrue's word for a recovery mail; the dashboard asks for no present password then.
            "amr": [
                {"method": "otp" if row.recovery_until else "password", "timestamp": int(row.created_at.timestamp())}
            ],
            "session_id": str(row.id),
            "is_anonymous": False,
        }
        return {
            "access_token": await self.keys.sign(claims),
            "token_type": "bearer",
            "expires_in": ACCESS_SECONDS,
            "expires_at": claims["exp"],
            "refresh_token": make_refresh_token(row.id, row.refresh_counter, key),
            "user": user_json(user),
        }


async def session_exists(session: AsyncSession, session_id: UUID) -> bool:
    """Return whether the session has not been ended."""
    return await session.scalar(select(AuthSession.id).where(AuthSession.id == session_id)) is not None
