"""What a mail for a forgotten password carries: a link's token and a code to type. Single use, an hour's life, readable nowhere but in the mail."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.embedded.auth.models import AuthRecoveryToken, AuthUser
from harkara.embedded.auth.users import find_user
from harkara.kit.crypto import SecretBox, UnreadableSecretError
from harkara.kit.sealed import SealedColumn

SEALED = SealedColumn("auth_recovery_tokens", "token_hash", "code", "auth_recovery_tokens.code:{token_hash}")
LIFE = timedelta(hours=1)
BETWEEN_MAILS = timedelta(seconds=60)
CODE_DIGITS = 8
MOST_CODE_TRIES = 5
"""With 10^8 codes, guessing one mail's code succeeds once in twenty million mails."""


@dataclass(frozen=True, slots=True)
class MailSecrets:
    """What must be written into the mail, and is forgotten afterwards."""

    email: str
    token: str
    code: str


async def issue(
    session: AsyncSession, box: SecretBox, email: str, now: datetime, asked_at: datetime
) -> MailSecrets | None:
    """Return new secrets for this user; None if there is no such user, or no need.

    There is none if a mail left for them less than a minute ago, or since they asked, or if they have a new password
    since: a mail that was tried again for a quarter of an hour must not come as a surprise.
    """
    await session.execute(delete(AuthRecoveryToken).where(AuthRecoveryToken.created_at < now - LIFE))
    user = await find_user(session, email)
    if user is None or user.updated_at > asked_at:
        return None
    if await _mailed_since(session, user, min(now - BETWEEN_MAILS, asked_at)):
        return None
    token, code = secrets.token_urlsafe(32), f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    hashed = _hash(token)
    row = AuthRecoveryToken(
        token_hash=hashed,
        user_id=user.id,
        code=box.encrypt(code, SEALED.place_of(token_hash=hashed)),
        code_tries=0,
        created_at=now,
    )
    session.add(row)
    return MailSecrets(user.email, token, code)


async def mark_mailed(session: AsyncSession, token: str, now: datetime) -> None:
    """Remember that the mail with this token has left. One that was not marked counts for nothing but may be used."""
    await session.execute(
        update(AuthRecoveryToken).where(AuthRecoveryToken.token_hash == _hash(token)).values(mailed_at=now)
    )


async def redeem_token(session: AsyncSession, token: str, now: datetime) -> AuthUser | None:
    """Return whose link this is, and let it and all others of that user be the last; None if it is not (any longer) good."""
    row = await session.get(AuthRecoveryToken, _hash(token), with_for_update=True)
    return await _redeem(session, row, now)


async def redeem_code(session: AsyncSession, box: SecretBox, email: str, code: str, now: datetime) -> AuthUser | None:
    """Return the user if this is the code of the newest mail to that address. A wrong one counts, so commit in any case."""
    newest = (
        select(AuthRecoveryToken)
        .join(AuthUser)
        .where(AuthUser.email == email)
        .order_by(AuthRecoveryToken.created_at.desc())
        .limit(1)
        .with_for_update(of=AuthRecoveryToken)
    )
    row = await session.scalar(newest)
    if row is None or row.code_tries >= MOST_CODE_TRIES:
        return None
    row.code_tries += 1
    try:
        right = box.decrypt(row.code, SEALED.place_of(token_hash=row.token_hash))
    except UnreadableSecretError:
        return None
    return await _redeem(session, row, now) if hmac.compare_digest(right.encode(), code.encode()) else None


async def _redeem(session: AsyncSession, row: AuthRecoveryToken | None, now: datetime) -> AuthUser | None:
    if row is None or now - row.created_at > LIFE:
        return None
    user = await session.get_one(AuthUser, row.user_id)
    await session.execute(delete(AuthRecoveryToken).where(AuthRecoveryToken.user_id == user.id))
    return user


async def _mailed_since(session: AsyncSession, user: AuthUser, moment: datetime) -> bool:
    mailed = select(AuthRecoveryToken.user_id).where(
        AuthRecoveryToken.user_id == user.id, AuthRecoveryToken.mailed_at > moment
    )
    return await session.scalar(mailed.limit(1)) is not None


def _hash(token: str) -> bytes:
    """256 random bits need no slow hash: nobody can try them all."""
    return hashlib.sha256(token.encode()).digest()
