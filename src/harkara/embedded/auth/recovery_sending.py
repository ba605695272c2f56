"""Sends the mail for a forgotten password, in a job: the secrets are made here, so none is ever in a job's arguments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from harkara.embedded.auth.recovery_mail import recovery_mail
from harkara.embedded.auth.recovery_tokens import issue, mark_mailed
from harkara.kit.clock import IST, Clock
from harkara.kit.crypto import SecretBox
from harkara.kit.db import Database
from harkara.kit.jobs import JobQueue
from harkara.kit.logging import get_logger
from harkara.kit.mail import Mailer, MailNotSentError
from harkara.kit.parts import Parts
from harkara.kit.settings import Settings

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class RecoverySending:
    """Makes the secrets and commits, mails with no transaction open, then remembers that the mail has left.

    A crash in between makes the job run again: at worst two mails arrive, and both work.
    """

    database: Database
    jobs: JobQueue
    box: SecretBox
    clock: Clock
    settings: Settings

    @classmethod
    def of(cls, parts: Parts) -> RecoverySending:
        """Return it wired to a worker's parts."""
        return cls(parts[Database], parts[JobQueue], parts[SecretBox], parts[Clock], parts[Settings])

    async def send(self, email: str, page: str, asked_at: datetime, *, is_last_try: bool) -> None:
        """Mail to this address if somebody signs in with it; raise MailNotSentError if another try makes sense."""
        if self.settings.smtp_host is None or self.settings.smtp_from is None:
            log.warning("recovery mail not sent: SMTP_HOST is not set in this process")
            return
        async with self.database.transaction() as session:
            secrets = await issue(session, self.box, email, self.clock.now(), asked_at)
        if secrets is None:
            return
        site, now = self.settings.origin, self.clock.now()
        mail = recovery_mail(secrets, page=page, site=site, sender=self.settings.smtp_from, now=now)
        try:
            await Mailer(self.settings).send(mail)
        except MailNotSentError as error:
            await self._failed(error, is_last_try=is_last_try)
            return
        async with self.database.transaction() as session:
            await mark_mailed(session, secrets.token, self.clock.now())
        log.info("recovery mail sent")

    async def _failed(self, error: MailNotSentError, *, is_last_try: bool) -> None:
        """Tell the admin what to mend, once a day for each cause, as soon as trying again is of no use."""
        if not error.is_lasting and not is_last_try:
            log.warning("recovery mail not sent, tried again later", reason=error.code, detail=error.detail)
            raise error
        log.error("recovery mail not sent", reason=error.code, detail=error.detail)
        async with self.database.transaction() as session:
            await self.jobs.defer(
                session,
                "notifications:mail_not_sent",
                reason=error.code,
                title=error.title,
                message=f"A mail to reset the password did not leave. {error.detail} {error.mend or ''}".strip(),
                detail=error.detail,
                fact=f"mail_not_sent:{error.code}:{self.clock.now().astimezone(IST).date()}",
            )
