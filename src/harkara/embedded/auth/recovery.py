"""A forgotten password: a mail is asked for, and what it carries opens a session in which a new one may be chosen."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.embedded.auth.addresses import page_for_mail
from harkara.embedded.auth.errors import (
    LinkRefusedError,
    TooManyAttemptsError,
    TooManyMailsError,
    ValidationError,
)
from harkara.embedded.auth.models import AuthUser
from harkara.embedded.auth.recovery_tokens import redeem_code, redeem_token
from harkara.embedded.auth.requests import text_field
from harkara.embedded.auth.sessions import Sessions
from harkara.embedded.auth.throttle import SignInThrottle, neighbourhood_of, network_of
from harkara.kit.clock import Clock
from harkara.kit.crypto import SecretBox
from harkara.kit.jobs import JobQueue
from harkara.kit.logging import get_logger
from harkara.kit.settings import Settings
from harkara.kit.token_buckets import TokenBuckets

log = get_logger(__name__)

MAIL_JOB = "auth:mail_recovery"
_LONGEST_EMAIL = 254


class Recovery:
    """Asks for mails and takes what they carry, within the caller's transaction."""

    def __init__(
        self,
        settings: Settings,
        jobs: JobQueue,
        sessions: Sessions,
        throttle: SignInThrottle,
        box: SecretBox,
        clock: Clock,
    ) -> None:
        self._settings = settings
        self._jobs = jobs
        self._sessions = sessions
        self._throttle = throttle
        self._box = box
        self._clock = clock
        self._mails = TokenBuckets(clock, burst=5, refill_seconds=60)
        self._links = TokenBuckets(clock, burst=30, refill_seconds=10)

    async def ask(self, session: AsyncSession, body: dict[str, Any], redirect_to: str, address: str) -> None:
        """Have a mail sent if the address is a user's. Here nobody looks: the answer and its time are the same for all."""
        email = _email(body)
        wait = self._mails.wait(network_of(address))
        if wait:
            raise TooManyMailsError(wait)
        if self._settings.smtp_host:
            page = page_for_mail(self._settings, redirect_to)
            asked_at = self._clock.now().isoformat()
            await self._jobs.defer(
                session, MAIL_JOB, lock=f"{MAIL_JOB}-{email}", email=email, page=page, asked_at=asked_at
            )
        log.info("recovery mail asked for", network=neighbourhood_of(address))

    async def take(
        self, session: AsyncSession, body: dict[str, Any], address: str
    ) -> dict[str, Any] | LinkRefusedError:
        """Return the tokens of a new session for a link's token or a code. A refusal is returned: a wrong code must count."""
        if body.get("type") != "recovery":
            raise ValidationError("type must be recovery")
        self._slow_down(address)
        if body.get("token_hash") is not None:
            return await self._open(session, await self._by_token(session, text_field(body, "token_hash")), address)
        email, code = _email(body), "".join(text_field(body, "token").split())
        wait = self._throttle.try_now(address, email)
        if wait:
            raise TooManyAttemptsError(wait)
        user = await redeem_code(session, self._box, email, code, self._clock.now())
        if user is not None:
            self._throttle.succeeded(address, email)
        return await self._open(session, user, address)

    def _slow_down(self, address: str) -> None:
        wait = self._links.wait(network_of(address))
        if wait:
            raise TooManyAttemptsError(wait)

    async def _by_token(self, session: AsyncSession, token: str) -> AuthUser | None:
        return await redeem_token(session, token, self._clock.now())

    async def _open(
        self, session: AsyncSession, user: AuthUser | None, address: str
    ) -> dict[str, Any] | LinkRefusedError:
        if user is None:
            log.warning("recovery refused", network=neighbourhood_of(address))
            return LinkRefusedError()
        log.info("signed in by a recovery mail", network=neighbourhood_of(address))
        return await self._sessions.open(session, user, by_recovery=True)


def _email(body: dict[str, Any]) -> str:
    email = text_field(body, "email").strip().lower()
    if "@" not in email or len(email) > _LONGEST_EMAIL or not email.isprintable():
        raise ValidationError("Unable to validate email address: invalid format")
    return email
