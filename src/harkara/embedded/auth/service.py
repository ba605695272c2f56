"""What the endpoints decide: sign-in, change of password, sign-out. Everything happens in the caller's transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.embedded.auth.errors import (
    AuthError,
    BearerRefusedError,
    InvalidCredentialsError,
    RefreshRefusedError,
    TooManyAttemptsError,
    ValidationError,
)
from harkara.embedded.auth.live_sessions import LiveSessions
from harkara.embedded.auth.models import AuthSession, AuthUser
from harkara.embedded.auth.passwords import Passwords, WeakPasswordError
from harkara.embedded.auth.requests import Bearer, text_field
from harkara.embedded.auth.sessions import Scope, Sessions, session_exists
from harkara.embedded.auth.throttle import SignInThrottle, neighbourhood_of
from harkara.embedded.auth.users import find_user, set_password, user_json
from harkara.kit.db import Database
from harkara.kit.logging import get_logger

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class EmbeddedAuth:
    """Sign-in for the embedded mode."""

    database: Database
    sessions: Sessions
    passwords: Passwords
    throttle: SignInThrottle
    live: LiveSessions

    async def sign_in(self, body: dict[str, Any], address: str) -> dict[str, Any]:
        """Return tokens for an e-mail and a password. Two short transactions: none is open while hashing."""
        email, password = text_field(body, "email").strip().lower(), text_field(body, "password")
        self._slow_down(address, email)
        async with self.database.transaction() as session:
            user = await find_user(session, email)
        if not await self.passwords.verify(password, user and user.password_hash) or user is None:
            log.warning("sign-in refused", network=neighbourhood_of(address))
            raise InvalidCredentialsError
        self.throttle.succeeded(address, email)
        async with self.database.transaction() as session:
            tokens = await self.sessions.open(session, await session.get_one(AuthUser, user.id))
        log.info("signed in", network=neighbourhood_of(address))
        return tokens

    async def refresh(self, session: AsyncSession, body: dict[str, Any]) -> dict[str, Any] | RefreshRefusedError:
        """Return new tokens for a refresh token, or the refusal."""
        outcome = await self.sessions.refresh(session, text_field(body, "refresh_token"))
        if isinstance(outcome, RefreshRefusedError):
            log.warning("refresh refused", reason=outcome.code)
        return outcome

    async def user_of(self, session: AsyncSession, bearer: Bearer) -> AuthUser:
        """Return who the token belongs to, if its session still exists."""
        user = await session.get(AuthUser, bearer.user_id)
        if user is None:
            raise BearerRefusedError(403, "user_not_found", "User from sub claim in JWT does not exist")
        if not await session_exists(session, bearer.session_id):
            raise BearerRefusedError(403, "session_not_found", "Session from session_id claim in JWT does not exist")
        return user

    async def change_password(
        self, session: AsyncSession, bearer: Bearer, body: dict[str, Any], address: str
    ) -> dict[str, Any]:
        """Give the user a new password and end the other sessions. It needs the current one, or a recovery mail."""
        user = await self.user_of(session, bearer)
        unknown = [name for name in ("email", "phone", "data") if body.get(name)]
        if unknown:
            raise ValidationError(f"Only the password can be changed here, not {' or '.join(unknown)}")
        password, own = text_field(body, "password"), await session.get_one(AuthSession, bearer.session_id)
        if not self.sessions.is_recovering(own):
            await self._require_current(user, body, address)
        if await self.passwords.verify(password, user.password_hash):
            raise AuthError(422, "same_password", "New password should be different from the old password.")
        try:
            await set_password(session, self.passwords, user, password, keep_session=own.id)
        except WeakPasswordError as error:
            why = {"message": error.detail, "reasons": [error.reason]}
            raise AuthError(422, "weak_password", error.detail, weak_password=why) from None
        own.recovery_until = None
        self.live.forget_all()
        log.info("password changed", network=neighbourhood_of(address))
        return user_json(user)

    async def _require_current(self, user: AuthUser, body: dict[str, Any], address: str) -> None:
        current = body.get("current_password")
        if not isinstance(current, str):
            raise AuthError(400, "current_password_required", "Changing the password needs current_password")
        self._slow_down(address, user.email)
        if not await self.passwords.verify(current, user.password_hash):
            log.warning("password change refused", network=neighbourhood_of(address))
            raise AuthError(400, "current_password_invalid", "The current password is not right")
        self.throttle.succeeded(address, user.email)

    async def sign_out(self, session: AsyncSession, bearer: Bearer, scope: str) -> None:
        """End the session, or those that `scope` names. The token of an ended session ends no other."""
        await self.user_of(session, bearer)
        await self.sessions.end(session, _scope(scope), bearer.user_id, bearer.session_id)
        self.live.forget_all()
        log.info("signed out", scope=scope)

    def _slow_down(self, address: str, email: str) -> None:
        wait = self.throttle.try_now(address, email)
        if wait:
            raise TooManyAttemptsError(wait)


def _scope(text: str) -> Scope:
    match text:
        case "global" | "local" | "others":
            return text
        case _:
            raise ValidationError("scope must be global, local or others")
