"""Checks of those we call: Meta with each number's token, the language model, the mail server."""

from __future__ import annotations

from datetime import timedelta

from pyreqwest.client import ClientBuilder
from pyreqwest.exceptions import PyreqwestError

from harkara.core.numbers.credentials import open_token
from harkara.core.numbers.models import WhatsAppNumber
from harkara.core.numbers.repository import connected
from harkara.entrypoints.doctor.finding import Finding, broken, doubtful, good
from harkara.integrations.whatsapp.client import GraphClient
from harkara.integrations.whatsapp.errors import GraphError
from harkara.kit.crypto import SecretBox
from harkara.kit.db import Database
from harkara.kit.errors import AppError
from harkara.kit.mail import Mailer
from harkara.kit.parts import Parts
from harkara.kit.settings import Settings

_MOST_NUMBERS = 200
_OPENAI = "https://api.openai.com/v1"


async def check_numbers(parts: Parts) -> list[Finding]:
    """Ask Meta about every connected number with its own token."""
    async with parts[Database].transaction() as session:
        numbers = [row.number for row in await connected(session, None, _MOST_NUMBERS)]
    if not numbers:
        return [
            doubtful(
                "numbers", "No number is connected.", "Connect one in the dashboard, or with `harkara numbers add`."
            )
        ]
    return [await _number(parts, number) for number in numbers]


async def check_language_model(parts: Parts) -> list[Finding]:
    """Ask the language model's address for its models, which needs the key and costs nothing."""
    settings = parts[Settings]
    if settings.openai_api_key is None:
        return [good("language model", "no OPENAI_API_KEY: replies are off unless set in the dashboard")]
    url = f"{settings.openai_base_url or _OPENAI}/models"
    status = await _status_of(url, settings.openai_api_key.get_secret_value())
    if status == 200:
        return [good("language model", f"{settings.openai_model} at {url.removesuffix('/models')}")]
    if status == 401:
        return [broken("language model", f"{url} refuses the key.", "Put a valid key into OPENAI_API_KEY.")]
    answer = "does not answer" if status is None else f"answers {status}"
    return [broken("language model", f"{url} {answer}.", "Check OPENAI_BASE_URL and the network.")]


async def check_mail(parts: Parts) -> list[Finding]:
    """Sign in at the mail server, without sending anything, and look where mailed links lead."""
    settings = parts[Settings]
    if settings.mode == "supabase":
        return []
    if settings.smtp_host is None:
        return [good("mail", "no SMTP_HOST: a forgotten password is replaced with `harkara admin reset-password`")]
    mailer = Mailer(settings)
    await mailer.check()
    if settings.smtp_security == "none" and settings.smtp_password:
        return [
            doubtful(
                "mail",
                f"{mailer.address} takes our sign-in, but the password goes there unencrypted.",
                "Set SMTP_SECURITY to starttls or tls.",
            )
        ]
    if settings.public_url is None:
        return [
            doubtful(
                "mail",
                f"{mailer.address} takes our sign-in; links in mails lead to {settings.origin}, this machine only.",
                "Set PUBLIC_URL to the address people open.",
            )
        ]
    return [good("mail", f"{mailer.address}, from {settings.smtp_from}")]


async def _number(parts: Parts, number: WhatsAppNumber) -> Finding:
    subject = f"number {number.display_name}"
    if not number.is_active:
        return broken(subject, f"inactive: {number.inactive_reason}", "Add the number again with a valid access token.")
    try:
        token = open_token(parts[SecretBox], number)
        graph = parts[GraphClient]
        described = await graph.phone_number(token, number.phone_number_id)
        subscribed = await graph.subscribed_apps(token, number.waba_id)
        account = await graph.waba(token, number.waba_id)
    except GraphError as error:
        return broken(subject, f"{error.title} (error {error.code})", error.advice)
    except AppError as error:
        return broken(subject, f"{error.title}: {error.detail}", error.mend or "Add the number again.")
    if not subscribed:
        return broken(subject, "Its account sends its webhooks to no app.", "Add the number again to subscribe.")
    if account.currency not in (None, "INR"):
        return doubtful(
            subject,
            f"Its account is billed in {account.currency}; from 2027 Meta delivers for Indian businesses in INR only.",
            "Move the account to INR in Meta's billing settings before 31 Dec 2026.",
        )
    return good(subject, f"{described.display_phone_number}, quality {described.quality_rating or 'unknown'}")


async def _status_of(url: str, bearer: str) -> int | None:
    """Return the status of an answer; None if nobody answers."""
    try:
        async with ClientBuilder().timeout(timedelta(seconds=10)).build() as client:
            return (await client.get(url).bearer_auth(bearer).build().send()).status
    except PyreqwestError:
        return None
