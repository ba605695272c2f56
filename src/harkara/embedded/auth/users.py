"""Who may sign in, and what the client is told about them."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.embedded.auth.models import AuthRecoveryToken, AuthSession, AuthUser
from harkara.embedded.auth.passwords import Passwords, check_strength
from harkara.kit.errors import ConflictError, InvalidInputError, NotFoundError

# Everyone in the table was made an admin on the machine; the dashboard's API asks for exactly this role.
APP_METADATA = {"provider": "email", "providers": ["email"], "role": "admin"}
# Without the letters and digits that are mistaken for each other: 16 of 31 signs are 79 bits.
_READABLE_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"


class UnknownUserError(NotFoundError):
    """There is no user with this e-mail."""

    code = "unknown_user"
    title = "No such user"
    mend = "Make one with `harkara admin create --email ...`."


class UserExistsError(ConflictError):
    """There is already a user with this e-mail."""

    code = "user_exists"
    title = "The user exists already"
    mend = "Give a new password with `harkara admin reset-password --email ...`."


class BadEmailError(InvalidInputError):
    """What was given as an e-mail is none."""

    code = "bad_email"
    title = "The e-mail is not valid"


async def find_user(session: AsyncSession, email: str) -> AuthUser | None:
    """Return the user with this e-mail, in any case of letters."""
    return await session.scalar(select(AuthUser).where(AuthUser.email == email.strip().lower()))


async def list_emails(session: AsyncSession) -> list[str]:
    """Return the e-mails of all users, the oldest first."""
    return list(await session.scalars(select(AuthUser.email).order_by(AuthUser.created_at)))


async def user_to_reset(session: AsyncSession, email: str | None) -> AuthUser:
    """Return the user with this e-mail, or without one the only user; raise UnknownUserError."""
    emails = await list_emails(session)
    if email is None and len(emails) != 1:
        raise UnknownUserError(
            f"There are {len(emails)} users.", mend=f"Say which with --email: {', '.join(emails)}." if emails else None
        )
    user = await find_user(session, email or emails[0])
    if user is None:
        raise UnknownUserError(f"Nobody signs in as {email}.")
    return user


async def create_user(session: AsyncSession, passwords: Passwords, email: str, password: str) -> AuthUser:
    """Make a user; raise UserExistsError, BadEmailError or WeakPasswordError."""
    check_strength(password)
    address = email.strip().lower()
    if "@" not in address.strip("@") or any(character.isspace() for character in address):
        raise BadEmailError(f"'{email}' is not an e-mail address.")
    if await find_user(session, address) is not None:
        raise UserExistsError(f"{address} may already sign in.")
    user = AuthUser(email=address, password_hash=await passwords.hash(password))
    session.add(user)
    await session.flush()
    return user


async def set_password(
    session: AsyncSession, passwords: Passwords, user: AuthUser, password: str, *, keep_session: UUID | None = None
) -> None:
    """Give the user a new password, end all sessions but `keep_session` and all recovery mails; raise WeakPasswordError."""
    check_strength(password)
    user.password_hash = await passwords.hash(password)
    user.updated_at = await session.scalar(select(func.now())) or user.updated_at
    ended = delete(AuthSession).where(AuthSession.user_id == user.id)
    await session.execute(ended if keep_session is None else ended.where(AuthSession.id != keep_session))
    await session.execute(delete(AuthRecoveryToken).where(AuthRecoveryToken.user_id == user.id))


def random_password() -> str:
    """Return a password that can be read out and typed, like `k7mq-x2pd-9wrt-hn4c`."""
    groups = ("".join(secrets.choice(_READABLE_SIGNS) for _ in range(4)) for _ in range(4))
    return "-".join(groups)


def user_json(user: AuthUser) -> dict[str, Any]:
    """Return the user as supabase-js expects it."""
    created, updated, signed_in = _rfc3339(user.created_at), _rfc3339(user.updated_at), _rfc3339(user.last_sign_in_at)
    identity = {
        "identity_id": str(user.id),
        "id": str(user.id),
        "user_id": str(user.id),
        "identity_data": {"email": user.email, "email_verified": True, "sub": str(user.id)},
        "provider": "email",
        "email": user.email,
        "last_sign_in_at": signed_in,
        "created_at": created,
        "updated_at": updated,
    }
    return {
        "id": str(user.id),
        "aud": "authenticated",
        "role": "authenticated",
        "email": user.email,
        "email_confirmed_at": created,
        "confirmed_at": created,
        "phone": "",
        "last_sign_in_at": signed_in,
        "app_metadata": APP_METADATA,
        "user_metadata": {},
        "identities": [identity],
        "created_at": created,
        "updated_at": updated,
        "is_anonymous": False,
    }


def _rfc3339(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat().replace("+00:00", "Z")
