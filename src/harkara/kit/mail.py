"""Hands a mail to the operator's SMTP server, encrypted and signed in as the settings say. Decides nothing about what is written to whom."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from email.message import EmailMessage
from urllib.parse import urlsplit

import aiosmtplib

from harkara.kit.errors import UnavailableError
from harkara.kit.settings import Settings

# Of each answer, and of the whole exchange. Some servers let strangers wait for their greeting, on purpose.
_ANSWER_SECONDS, _WHOLE_SECONDS = 15.0, 30.0


class MailNotSentError(UnavailableError):
    """The mail did not leave. `is_lasting`: the next try would end the same way until somebody mends it."""

    code = "mail_not_sent"
    title = "The mail could not be sent"
    is_lasting = False


class MailServerSilentError(MailNotSentError):
    """Nobody answers, or not to the end."""

    code = "mail_server_silent"
    title = "The mail server does not answer"
    mend = "Check SMTP_HOST and SMTP_PORT, and that this machine is let out to them: many hosts close port 25."


class MailServerBusyError(MailNotSentError):
    """The server asks to come back later (4xx)."""

    code = "mail_server_busy"
    title = "The mail server puts us off"
    mend = "Nothing needs to be done: it is tried again. If it stays, ask those who run the mail server."


class MailEncryptionError(MailNotSentError):
    """No connection that strangers cannot read; without one we say nothing."""

    code = "mail_encryption"
    title = "The mail server offers no encryption we can trust"
    mend = (
        "Check SMTP_SECURITY (starttls for port 587, tls for 465), and that SMTP_HOST is the name on the server's"
        " certificate. SMTP_SECURITY=none is for a relay on the same machine or network."
    )
    is_lasting = True


class MailSignInError(MailNotSentError):
    """The server does not take our name and password."""

    code = "mail_sign_in"
    title = "The mail server refuses SMTP_USER or SMTP_PASSWORD"
    mend = "Enter them again as your mail provider shows them; some want an app password made for this purpose."
    is_lasting = True


class MailRefusedError(MailNotSentError):
    """The server takes neither this sender nor this recipient, or dislikes the mail (5xx)."""

    code = "mail_refused"
    title = "The mail server refuses the mail"
    mend = "Check SMTP_FROM and the recipient's address: most servers send only for addresses of their own domains."
    is_lasting = True


class Mailer:
    """The SMTP server of the settings. A connection per mail: there is one now and then, not a stream of them."""

    def __init__(self, settings: Settings) -> None:
        assert settings.smtp_host is not None
        self._host = settings.smtp_host
        self._port = settings.smtp_port_or_usual
        self._security = settings.smtp_security
        self._user = settings.smtp_user
        self._password = settings.smtp_password.get_secret_value() if settings.smtp_password else None
        self._hello = urlsplit(settings.origin).hostname or "localhost"

    @property
    def address(self) -> str:
        """Which server, for messages."""
        return f"{self._host}:{self._port}"

    async def send(self, mail: EmailMessage) -> None:
        """Send a mail from and to those in its head; raise MailNotSentError."""
        async with self._connected() as smtp:
            await smtp.send_message(mail)

    async def check(self) -> None:
        """Connect, encrypt and sign in without sending anything; raise MailNotSentError."""
        async with self._connected() as smtp:
            await smtp.noop()

    @asynccontextmanager
    async def _connected(self) -> AsyncGenerator[aiosmtplib.SMTP]:
        smtp = aiosmtplib.SMTP(
            hostname=self._host,
            port=self._port,
            username=self._user,
            password=self._password if self._user else None,
            use_tls=self._security == "tls",
            # Not "if the server offers it": who sits between us and the server could take the offer out.
            start_tls=self._security == "starttls",
            local_hostname=self._hello,
            timeout=_ANSWER_SECONDS,
        )
        with self._explained():
            async with asyncio.timeout(_WHOLE_SECONDS), smtp:
                yield smtp

    @contextmanager
    def _explained(self) -> Generator[None]:
        try:
            yield
        except aiosmtplib.SMTPAuthenticationError as error:
            raise self._answered(error.code, error.message, MailSignInError) from error
        except aiosmtplib.SMTPRecipientsRefused as error:
            first = error.recipients[0]
            raise self._answered(first.code, first.message, MailRefusedError) from error
        except aiosmtplib.SMTPResponseException as error:
            raise self._answered(error.code, error.message, MailRefusedError) from error
        except (OSError, aiosmtplib.SMTPException) as error:
            raise self._broken_off(error) from error

    def _answered(self, code: int, words: str, refusal: type[MailNotSentError]) -> MailNotSentError:
        kind = MailServerBusyError if 400 <= code < 500 else refusal
        return kind(f"{self.address} answers {code}: {' '.join(words.split())}")

    def _broken_off(self, error: Exception) -> MailNotSentError:
        """TimeoutError is an OSError; a failed handshake hides as the cause of a failed connection."""
        cause = error if isinstance(error, ssl.SSLError) else error.__cause__
        if isinstance(cause, ssl.SSLError):
            return MailEncryptionError(f"{self.address}: {getattr(cause, 'verify_message', '') or cause.reason}.")
        if isinstance(error, aiosmtplib.SMTPNotSupported) or "STARTTLS" in str(error):
            return MailEncryptionError(f"{self.address} does not offer STARTTLS.")
        return MailServerSilentError(f"{self.address}: {str(error) or 'no answer in time'}")
