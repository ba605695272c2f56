"""Asking for a mail: the same answer for everybody, one mail a minute, links that lead nowhere but here, nothing secret at rest."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from tests.embedded.auth.auth_api import EMAIL, SITE, AuthApi
from tests.embedded.auth.conftest import settings
from tests.mail_server import MailServer, code_of, link_of, text_of, token_of

from harkara.embedded.auth.addresses import page_for_mail
from harkara.kit.settings import Settings


async def rows(api: AuthApi, table: str) -> str:
    async with api.database.transaction() as session:
        return str((await session.execute(text(f"SELECT {table} FROM {table}"))).all())


async def test_the_admin_gets_a_mail(api: AuthApi, mails: MailServer) -> None:
    answer = await api.ask_for_mail("  Admin@Example.IN ")

    assert (answer.status, answer.body) == (200, {})
    (mail,) = mails.mails
    assert (mail["To"], mail["From"]) == (EMAIL, "Harkara <no-reply@example.in>")
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"].endswith("@example.in>")
    assert link_of(mail).startswith(f"{SITE}/reset-password#token_hash=")
    assert token_of(mail) in text_of(mail, "html")
    assert code_of(mail) in text_of(mail, "html")


async def test_a_stranger_gets_the_same_answer_and_no_mail(api: AuthApi, mails: MailServer) -> None:
    answer = await api.ask_for_mail("stranger@example.in")

    assert (answer.status, answer.body, mails.mails) == (200, {}, [])


async def test_the_answer_is_given_before_anybody_looks_whose_address_it_is(api: AuthApi) -> None:
    for email in (EMAIL, "stranger@example.in"):
        await api.call("POST", "/recover", {"email": email})

    async with api.database.transaction() as session:
        jobs = (await session.execute(text("SELECT args->>'email' FROM procrastinate_jobs ORDER BY id"))).scalars()
        assert list(jobs) == [EMAIL, "stranger@example.in"], "the same work for both"
    assert await rows(api, "auth_recovery_tokens") == "[]"


async def test_one_mail_a_minute(api: AuthApi, mails: MailServer) -> None:
    for _ in range(3):
        assert (await api.ask_for_mail()).body == {}
    assert len(mails.mails) == 1

    api.clock.move(61)
    await api.ask_for_mail()
    assert len(mails.mails) == 2


async def test_one_address_may_ask_five_times_then_once_a_minute(api: AuthApi) -> None:
    answers = [await api.call("POST", "/recover", {"email": f"{n}@example.in"}) for n in range(6)]

    assert [answer.status for answer in answers] == [200] * 5 + [429]
    assert answers[-1].body["code"] == "over_email_send_rate_limit"
    assert answers[-1].headers["retry-after"] == "60"
    api.clock.move(60)
    assert (await api.call("POST", "/recover", {"email": EMAIL})).status == 200


async def test_what_is_no_address_is_refused(api: AuthApi) -> None:
    for email in ("", "admin", 7, None, "a@" + "b" * 300, "a@b\r\nBcc: c@d"):
        answer = await api.call("POST", "/recover", {"email": email})
        assert (answer.status, answer.body["code"]) == (400, "validation_failed")


@pytest.mark.parametrize(
    ("wanted", "leads_to"),
    [
        (f"{SITE}/reset-password?lang=hi", f"{SITE}/reset-password?lang=hi"),
        (f"{SITE}/reset-password#was=here", f"{SITE}/reset-password"),
        ("https://evil.example/reset-password", None),
        ("https://wa.example.in.evil.example/", None),
        ("https://evil.example\\@wa.example.in/", None),
        ("https://wa.example.in@evil.example/", None),
        ("http://wa.example.in/", None),
        ("//evil.example", None),
        ("javascript:alert(1)", None),
        ("https://[broken", None),
    ],
)
def test_links_lead_to_this_installation_only(wanted: str, leads_to: str | None) -> None:
    assert page_for_mail(settings(25), wanted) == (leads_to or f"{SITE}/reset-password")


def test_without_a_public_address_links_lead_to_this_machine() -> None:
    alone = Settings(_env_file=None, port=8080)  # pyright: ignore

    assert page_for_mail(alone, "http://127.0.0.1:8080/reset-password") == "http://127.0.0.1:8080/reset-password"
    assert page_for_mail(alone, "http://192.0.2.7:8080/reset-password") == "http://localhost:8080/reset-password"


async def test_a_made_up_host_does_not_get_into_the_mail(api: AuthApi, mails: MailServer) -> None:
    await api.web.call(
        "POST", "/auth/v1/recover", json_body={"email": EMAIL}, headers={"x-forwarded-host": "evil.example"}
    )
    await api.ask_for_mail(redirect_to=f"{api.web.address}/reset-password")

    assert [link_of(mail).startswith(SITE) for mail in mails.mails] == [True]


async def test_nothing_secret_is_in_the_database(api: AuthApi, mails: MailServer) -> None:
    await api.call("POST", "/recover", {"email": EMAIL})
    waiting = await rows(api, "procrastinate_jobs")
    await api.ask_for_mail("stranger@example.in")
    (mail,) = mails.mails

    stored = await rows(api, "auth_recovery_tokens") + await rows(api, "procrastinate_jobs") + waiting
    assert EMAIL in waiting
    for secret in (token_of(mail), code_of(mail), code_of(mail).replace(" ", "")):
        assert secret not in stored


async def test_nothing_secret_is_logged(api: AuthApi, mails: MailServer, capfd: pytest.CaptureFixture[str]) -> None:
    await api.ask_for_mail()
    token = token_of(mails.mails[0])
    await api.verify(token_hash=token)
    await api.verify(token_hash=token)

    printed = "".join(capfd.readouterr())
    assert "recovery mail sent" in printed
    assert token not in printed
