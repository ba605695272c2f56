"""Tables of the embedded sign-in: users, their sessions and the keys that sign tokens. No token is ever stored."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from harkara.kit.db import Base


class AuthUser(Base):
    """Someone who may sign in: an admin, made on the machine itself, for there is no self-registration."""

    __tablename__ = "auth_users"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=func.gen_random_uuid())
    email: Mapped[str] = mapped_column(unique=True, comment="lower case")
    password_hash: Mapped[str] = mapped_column(comment="argon2id, PHC string")
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now())
    last_sign_in_at: Mapped[datetime | None]


class AuthSession(Base):
    """One sign-in on one device; its row going away ends it everywhere.

    The refresh token number `refresh_counter` is a MAC under `refresh_key`, so the active one can be handed out again
    (two tabs refreshing at once) although neither it nor its hash is stored.
    """

    __tablename__ = "auth_sessions"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("auth_users.id", ondelete="CASCADE"), index=True)
    refresh_key: Mapped[bytes] = mapped_column(LargeBinary, comment="sealed with ENCRYPTION_KEY")
    refresh_counter: Mapped[int] = mapped_column(comment="number of the active refresh token")
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    refreshed_at: Mapped[datetime] = mapped_column(server_default=func.now())
    recovery_until: Mapped[datetime | None] = mapped_column(
        comment="opened by a recovery mail: until then a new password needs no present one"
    )


class AuthRecoveryToken(Base):
    """A mail for a forgotten password that is under way. Its row goes with its use, or an hour later."""

    __tablename__ = "auth_recovery_tokens"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True, comment="SHA-256 of the link's token")
    user_id: Mapped[UUID] = mapped_column(ForeignKey("auth_users.id", ondelete="CASCADE"), index=True)
    code: Mapped[bytes] = mapped_column(LargeBinary, comment="sealed with ENCRYPTION_KEY: a hash could be tried out")
    code_tries: Mapped[int]
    created_at: Mapped[datetime]
    mailed_at: Mapped[datetime | None]


class AuthSigningKey(Base):
    """A key pair that signs access tokens. The newest one signs, all of them verify."""

    __tablename__ = "auth_signing_keys"

    kid: Mapped[str] = mapped_column(primary_key=True)
    public_jwk: Mapped[dict[str, Any]] = mapped_column(JSONB)
    private_key: Mapped[bytes] = mapped_column(LargeBinary, comment="PEM, sealed with ENCRYPTION_KEY")
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
