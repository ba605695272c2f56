"""Mail servers that are down, slow to trust, or will not have us: tried again where that helps, told where it does not."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from sqlalchemy import text
from tests.embedded.auth.auth_api import EMAIL, AuthApi
from tests.embedded.auth.auth_api import PASSWORD as ADMIN_PASSWORD
from tests.embedded.auth.conftest import settings
from tests.mail_server import PASSWORD, USER, MailServer, mail_server, make_certificate, token_of
from tests.running_jobs import run_waiting_jobs

from harkara.embedded.auth.recovery_sending import RecoverySending
from harkara.kit.mail import (
    MailEncryptionError,
    Mailer,
    MailNotSentError,
    MailServerSilentError,
    MailSignInError,
)
from harkara.kit.settings import Settings


async def told(api: AuthApi) -> list[str]:
    async with api.database.transaction() as session:
        return list((await session.execute(text("SELECT title || ': ' || message FROM notifications"))).scalars())


async def hurry(api: AuthApi) -> int:
    """Let what waits for its next try wait no longer; return how many that were."""
    async with api.database.transaction() as session:
        waiting = await session.execute(
            text("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo' RETURNING id")
        )
        number = len(waiting.all())
    await run_waiting_jobs(api.parts)
    return number


async def test_a_server_that_puts_us_off_gets_the_mail_later(api: AuthApi, mails: MailServer) -> None:
    mails.answer = "451 Try again later"
    await api.ask_for_mail()
    assert mails.mails == []

    mails.answer = None
    assert await hurry(api) == 1
    assert (await api.verify(token_hash=token_of(mails.mails[0]))).status == 200
    assert await told(api) == []


async def test_a_server_that_is_away_is_told_after_the_last_try(api: AuthApi) -> None:
    api.parts.add(Settings, settings(9))
    await api.ask_for_mail()

    tries = 1
    while await hurry(api):
        tries += 1

    assert tries == 6
    (told_,) = await told(api)
    assert "does not answer: " in told_
    assert "127.0.0.1:9" in told_
    assert "SMTP_HOST" in told_


async def test_who_asks_again_does_not_wait_for_the_next_try(api: AuthApi, mails: MailServer) -> None:
    mails.answer = "451 Try again later"
    await api.ask_for_mail()
    mails.answer = None
    api.clock.move(1)

    await api.ask_for_mail()
    assert len(mails.mails) == 1

    api.clock.move(15 * 60)
    assert await hurry(api) == 1
    assert len(mails.mails) == 1, "the first one is not needed any more"


async def test_a_mail_that_was_late_is_not_sent_after_a_new_password(api: AuthApi, mails: MailServer) -> None:
    mails.answer = "451 Try again later"
    await api.ask_for_mail()
    token = (await api.sign_in()).body["access_token"]
    changed = {"password": "eight monsoon umbrellas", "current_password": ADMIN_PASSWORD}
    assert (await api.call("PUT", "/user", changed, token=token)).status == 200
    mails.answer = None

    assert await hurry(api) == 1
    assert mails.mails == []


async def test_a_refused_recipient_is_told_at_once_and_once(api: AuthApi, mails: MailServer) -> None:
    mails.answer = "550 No such mailbox here"
    await api.ask_for_mail()
    await api.ask_for_mail()
    await run_waiting_jobs(api.parts)

    assert await hurry(api) == 0
    (told_,) = await told(api)
    assert "550: No such mailbox here" in told_


async def test_a_worker_that_died_between_mail_and_note_mails_again(api: AuthApi, mails: MailServer) -> None:
    await api.ask_for_mail()
    async with api.database.transaction() as session:
        await session.execute(text("UPDATE auth_recovery_tokens SET mailed_at = NULL"))

    await RecoverySending.of(api.parts).send(
        EMAIL, "https://wa.example.in/reset-password", api.clock.now(), is_last_try=False
    )

    assert len(mails.mails) == 2
    assert (await api.verify(token_hash=token_of(mails.mails[0]))).status == 200, "both work"


async def test_without_a_mail_server_nothing_is_asked_of_the_worker(api: AuthApi, mails: MailServer) -> None:
    api.parts.add(Settings, Settings(_env_file=None))  # pyright: ignore

    await RecoverySending.of(api.parts).send(EMAIL, "https://wa.example.in/", api.clock.now(), is_last_try=False)

    assert mails.mails == []


class TestEncryption:
    @pytest.fixture
    def certificate(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        file = make_certificate(tmp_path)
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
        return file

    @pytest.fixture(params=["starttls", "tls"])
    async def server(self, request: pytest.FixtureRequest, certificate: Path) -> AsyncGenerator[tuple[MailServer, str]]:
        async with mail_server(request.param, certificate=certificate, sign_in=True) as server:
            yield server, request.param

    async def test_an_encrypted_server_takes_our_sign_in(self, server: tuple[MailServer, str]) -> None:
        await mailer(*server).check()

        assert server[0].signed_in == [USER]

    async def test_a_wrong_password_is_named_and_not_repeated(self, server: tuple[MailServer, str]) -> None:
        with pytest.raises(MailSignInError) as refused:
            await mailer(*server, smtp_password="wrong one").check()

        assert refused.value.is_lasting
        assert "wrong one" not in refused.value.detail
        assert "SMTP_PASSWORD" in refused.value.title

    async def test_a_certificate_nobody_vouches_for_is_refused(
        self, server: tuple[MailServer, str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("SSL_CERT_FILE")

        with pytest.raises(MailEncryptionError, match="self-signed"):
            await mailer(*server).check()
        assert server[0].signed_in == []

    async def test_a_certificate_of_another_name_is_refused(
        self, server: tuple[MailServer, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(make_certificate(tmp_path, "mail.example.in")))

        with pytest.raises(MailEncryptionError):
            await mailer(*server).check()


async def test_no_word_is_said_to_a_server_without_starttls(mails: MailServer) -> None:
    with pytest.raises(MailEncryptionError, match="does not offer STARTTLS"):
        await mailer(mails, "starttls").check()


async def test_tls_to_a_server_that_speaks_plainly_ends_with_words(mails: MailServer) -> None:
    with pytest.raises(MailNotSentError):
        await mailer(mails, "tls").check()


async def test_a_host_that_does_not_exist_is_silent() -> None:
    with pytest.raises(MailServerSilentError):
        await mailer(MailServer(port=9), "none", smtp_host="mail.invalid").check()


def mailer(server: MailServer, security: str, **others: str) -> Mailer:
    values = {"smtp_security": security, "smtp_user": USER, "smtp_password": PASSWORD}
    return Mailer(settings(server.port, **(values | others)))
