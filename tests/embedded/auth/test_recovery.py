"""What a recovery mail opens: once, within an hour, and then a new password without the forgotten one."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qs, quote, urlsplit

import jwt
import pytest
from pyreqwest.client import ClientBuilder
from sqlalchemy import text
from tests.embedded.auth.auth_api import EMAIL, HOUR, PASSWORD, SITE, AuthApi
from tests.mail_server import MailServer, code_of, token_of
from tests.serving import Answer

NEW = "eight monsoon umbrellas"


async def change(api: AuthApi, token: str, password: str = NEW, **more: str) -> Answer:
    return await api.call("PUT", "/user", {"password": password, **more}, token=token)


@pytest.fixture
async def token(api: AuthApi, mails: MailServer) -> str:
    await api.ask_for_mail()
    return token_of(mails.mails[0])


async def test_a_link_opens_a_session_that_may_choose_a_password(api: AuthApi, token: str) -> None:
    other = (await api.sign_in()).body

    opened = await api.verify(token_hash=token)

    assert opened.status == 200
    assert opened.headers["cache-control"] == "no-store"
    assert opened.body["user"]["email"] == EMAIL
    claims = jwt.decode(opened.body["access_token"], options={"verify_signature": False})
    assert claims["amr"][0]["method"] == "otp"
    assert (await change(api, opened.body["access_token"])).status == 200
    assert (await api.sign_in(NEW)).status == 200
    assert (await api.sign_in(PASSWORD)).status == 400
    assert (await api.call("GET", "/user", token=other["access_token"])).status == 403
    assert (await api.refresh(opened.body["refresh_token"])).status == 200, "its own session goes on"


async def test_the_new_password_may_be_chosen_once(api: AuthApi, token: str) -> None:
    opened = (await api.verify(token_hash=token)).body
    await change(api, opened["access_token"])

    again = await change(api, opened["access_token"], "nine monsoon umbrellas")

    assert (again.status, again.body["code"]) == (400, "current_password_required")
    refreshed = (await api.refresh(opened["refresh_token"])).body["access_token"]
    claims = jwt.decode(refreshed, options={"verify_signature": False})
    assert claims["amr"][0]["method"] == "password"


async def test_after_an_hour_the_session_needs_the_present_password(api: AuthApi, token: str) -> None:
    opened = (await api.verify(token_hash=token)).body
    # Tokens are compared with the machine's clock, which cannot be moved: so the hour is.
    async with api.database.transaction() as session:
        await session.execute(text("UPDATE auth_sessions SET recovery_until = recovery_until - interval '1 hour'"))

    assert (await change(api, opened["access_token"])).body["code"] == "current_password_required"


@pytest.mark.parametrize(("password", "code"), [(PASSWORD, "same_password"), ("short", "weak_password")])
async def test_a_bad_choice_may_be_corrected(api: AuthApi, token: str, password: str, code: str) -> None:
    access = (await api.verify(token_hash=token)).body["access_token"]

    refused = await change(api, access, password)

    assert (refused.status, refused.body["code"]) == (422, code)
    assert (await change(api, access)).status == 200


async def test_a_link_works_once_however_many_follow_it_at_once(api: AuthApi, token: str) -> None:
    answers = await asyncio.gather(*(api.verify(token_hash=token) for _ in range(5)))

    assert sorted(answer.status for answer in answers) == [200, 403, 403, 403, 403]
    refused = next(answer for answer in answers if answer.status == 403)
    assert refused.body["code"] == "otp_expired"
    assert refused.headers["x-supabase-api-version"] == "2024-01-01"


async def test_a_link_is_good_for_an_hour(api: AuthApi, token: str) -> None:
    api.clock.move(HOUR + 1)

    assert (await api.verify(token_hash=token)).body["code"] == "otp_expired"


async def test_using_one_mail_ends_the_others(api: AuthApi, mails: MailServer, token: str) -> None:
    api.clock.move(61)
    await api.ask_for_mail()

    assert (await api.verify(token_hash=token)).status == 200
    assert (await api.verify(token_hash=token_of(mails.mails[1]))).status == 403


async def test_a_changed_password_ends_the_mails(api: AuthApi, token: str) -> None:
    access = (await api.sign_in()).body["access_token"]
    await change(api, access, current_password=PASSWORD)

    assert (await api.verify(token_hash=token)).status == 403


@pytest.mark.usefixtures("token")
async def test_the_code_does_what_the_link_does(api: AuthApi, mails: MailServer) -> None:
    opened = await api.verify(email=" Admin@example.in", token=code_of(mails.mails[0]))

    assert opened.status == 200
    assert (await change(api, opened.body["access_token"])).status == 200
    assert (await api.verify(email=EMAIL, token=code_of(mails.mails[0]))).status == 403


async def test_five_wrong_codes_end_the_code_but_not_the_link(api: AuthApi, mails: MailServer, token: str) -> None:
    right = code_of(mails.mails[0])
    wrong = "0000 0000" if right != "0000 0000" else "1111 1111"
    for _ in range(5):
        assert (await api.verify(email=EMAIL, token=wrong)).body["code"] == "otp_expired"
        api.clock.move(60)

    assert (await api.verify(email=EMAIL, token=right)).status == 403
    assert (await api.verify(token_hash=token)).status == 200


@pytest.mark.usefixtures("token")
async def test_guessing_codes_is_as_slow_as_guessing_passwords(api: AuthApi) -> None:
    answers = [await api.verify(email="stranger@example.in", token="12345678") for _ in range(7)]

    assert [answer.status for answer in answers] == [403] * 5 + [429] * 2


async def test_one_address_may_follow_thirty_links_at_once(api: AuthApi) -> None:
    answers = [await api.verify(token_hash="made-up") for _ in range(31)]

    assert [answer.status for answer in answers] == [403] * 30 + [429]


@pytest.mark.parametrize(
    "body", [{}, {"type": "signup", "token_hash": "x"}, {"type": "recovery"}, {"type": "recovery", "token": "12345678"}]
)
async def test_incomplete_calls_are_refused(api: AuthApi, body: dict[str, str]) -> None:
    answer = await api.call("POST", "/verify", body)

    assert (answer.status, answer.body["code"]) == (400, "validation_failed")


class TestLinksInGoTruesForm:
    """`GET /verify`, which our mails do not use. It uses nothing up either: a mail scanner opens every link it sees."""

    async def follow(self, api: AuthApi, token: str, redirect_to: str = "") -> tuple[str, dict[str, str]]:
        path = f"/verify?type=recovery&token={token}&redirect_to={quote(redirect_to)}"
        async with ClientBuilder().follow_redirects(False).build() as client:
            answer = await client.get(f"{api.web.address}/auth/v1{path}").build().send()
        assert answer.status == 303
        page, _, fragment = answer.headers["location"].partition("#")
        return page, {name: value for name, (value,) in parse_qs(fragment).items()}

    @pytest.mark.parametrize("wanted", [f"{SITE}/reset-password", f"{SITE}/", ""])
    async def test_it_leads_to_the_page_with_the_button(self, api: AuthApi, token: str, wanted: str) -> None:
        assert await self.follow(api, token, wanted) == (
            f"{SITE}/reset-password",
            {"token_hash": token, "type": "recovery"},
        )

    async def test_however_often_it_is_followed_the_link_stays_good(self, api: AuthApi, token: str) -> None:
        for _ in range(40):
            await self.follow(api, token)

        assert (await api.verify(token_hash=token)).status == 200

    async def test_the_page_that_asks_is_allowed_strangers_are_not(self, api: AuthApi) -> None:
        page, _ = await self.follow(api, "x", f"{api.web.address}/reset-password")
        assert page == f"{api.web.address}/reset-password"

        page, _ = await self.follow(api, "x", "https://evil.example/")
        assert urlsplit(page).hostname == "wa.example.in"

    async def test_other_kinds_are_refused(self, api: AuthApi) -> None:
        answer = await api.call("GET", "/verify?type=signup&token=x")

        assert (answer.status, answer.body["code"]) == (400, "validation_failed")
