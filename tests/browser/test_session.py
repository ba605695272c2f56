"""Signing in as people live it: lost passwords, changed ones, sessions that end elsewhere, several tabs; with a real mail server."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncGenerator

import pytest
from playwright.async_api import Browser, BrowserContext, Page, expect
from tests.acceptance.platform import EMAIL, PASSWORD, Platform, running_platform, until
from tests.browser.conftest import sign_in
from tests.browser.test_accessibility import AXE
from tests.mail_server import MailServer, code_of, link_of, mail_server, token_of
from tests.serving import Answer

pytestmark = pytest.mark.browser

NEW = "eight monsoon umbrellas"


@pytest.fixture(scope="module")
async def mails() -> AsyncGenerator[MailServer]:
    async with mail_server() as server:
        yield server


@pytest.fixture(scope="module")
async def platform(tmp_path_factory: pytest.TempPathFactory, mails: MailServer) -> AsyncGenerator[Platform]:
    """A platform of its own: here passwords change, which would throw other tests out."""
    smtp = {
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(mails.port),
        "SMTP_SECURITY": "none",
        "SMTP_FROM": "Harkara <no-reply@example.in>",
    }
    async with running_platform(tmp_path_factory.mktemp("session") / "data", settings=smtp) as platform:
        yield platform


@pytest.fixture(autouse=True)
async def old_password(platform: Platform) -> AsyncGenerator[None]:
    """Whatever a test did to it: afterwards the password is the old one again."""
    yield
    answer = await token(platform, PASSWORD)
    if answer.status == 200:
        return
    changed = await platform.web.call(
        "PUT",
        "/auth/v1/user",
        json_body={"password": PASSWORD, "current_password": NEW},
        headers={"authorization": f"Bearer {(await token(platform, NEW)).body['access_token']}"},
    )
    assert changed.status == 200, changed.content


async def token(platform: Platform, password: str) -> Answer:
    body = {"email": EMAIL, "password": password}
    return await platform.web.call("POST", "/auth/v1/token?grant_type=password", json_body=body)


async def fill_in(page: Page, password: str = PASSWORD) -> None:
    await page.get_by_label("Email").fill(EMAIL)
    await page.get_by_label("Password", exact=True).fill(password)
    await page.get_by_role("button", name="Sign in").click()


async def choose(page: Page, password: str) -> None:
    await page.get_by_label("New password", exact=True).fill(password)
    await page.get_by_role("button", name="Change password").click()


async def ask_for_mail(page: Page, mails: MailServer) -> None:
    before = len(mails.mails)
    await page.goto("/sign-in")
    await page.get_by_role("link", name="Forgot your password?").click()
    # The sign-in page has such a field too, until this one has come.
    await page.get_by_role("button", name="Send the mail").wait_for()
    await page.get_by_label("Email").fill(EMAIL)
    await page.get_by_role("button", name="Send the mail").click()
    await page.get_by_text("a mail is on its way").wait_for()

    async def arrived() -> bool:
        return len(mails.mails) > before

    await until(arrived, 20)


async def violations(page: Page) -> list[str]:
    await page.evaluate(AXE.read_text())
    result = await page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{item['id']}: {node['html'][:160]}" for item in result["violations"] for node in item["nodes"]]


async def test_a_deep_link_survives_a_wrong_password(stranger: Page) -> None:
    await stranger.goto("/templates?category=MARKETING")
    await fill_in(stranger, "not the password")
    await expect(stranger.get_by_role("alert")).to_contain_text("do not belong together")
    assert await violations(stranger) == []

    await fill_in(stranger)
    await stranger.get_by_role("heading", name="Templates", exact=True).wait_for()
    assert stranger.url.endswith("/templates?category=MARKETING")


async def test_nobody_can_sign_up(stranger: Page) -> None:
    await stranger.goto("/sign-up")
    await stranger.get_by_role("heading", name="Sign in").wait_for()
    await expect(stranger.get_by_text(re.compile("sign up|register|create.*account", re.IGNORECASE))).to_have_count(0)


async def test_a_forgotten_password_is_replaced_by_mail(stranger: Page, mails: MailServer, platform: Platform) -> None:
    await ask_for_mail(stranger, mails)
    assert await violations(stranger) == []

    link = link_of(mails.mails[-1])
    assert link.startswith(f"{platform.web.address}/reset-password#")
    await stranger.goto(link)
    go_on = stranger.get_by_role("button", name="Continue")
    await go_on.wait_for()
    assert await violations(stranger) == []
    await go_on.click()
    await stranger.get_by_label("New password", exact=True).wait_for()
    assert "token" not in stranger.url
    assert await violations(stranger) == []
    await stranger.reload()
    await choose(stranger, "password123")
    await expect(stranger.get_by_role("alert")).to_contain_text("among the first that are tried")
    await choose(stranger, NEW)
    await stranger.get_by_role("heading", name="Overview").wait_for()
    await expect(stranger.get_by_text("Password changed")).to_be_visible()

    await stranger.goto("about:blank")
    await stranger.goto(link)
    await stranger.get_by_role("button", name="Continue").click()
    await stranger.get_by_role("heading", name="This link is used up or too old").wait_for()
    assert await violations(stranger) == []


async def test_the_code_does_it_too(stranger: Page, mails: MailServer) -> None:
    await ask_for_mail(stranger, mails)
    await stranger.get_by_label("Or enter the code from the mail").fill(code_of(mails.mails[-1]))
    await stranger.get_by_role("button", name="Use the code").click()
    await choose(stranger, NEW)
    await stranger.get_by_role("heading", name="Overview").wait_for()


async def test_a_link_of_gotrues_form_asks_before_it_is_used(
    stranger: Page, mails: MailServer, platform: Platform
) -> None:
    await ask_for_mail(stranger, mails)
    token = token_of(mails.mails[-1])
    link = f"/auth/v1/verify?type=recovery&token={token}&redirect_to={platform.web.address}/"
    for _ in "scanner", "person":
        await stranger.goto("about:blank")
        await stranger.goto(link)
        await stranger.get_by_role("button", name="Continue").wait_for()
    await stranger.get_by_role("button", name="Continue").click()
    await choose(stranger, NEW)
    await stranger.get_by_role("heading", name="Overview").wait_for()

    await stranger.goto("about:blank")
    await stranger.goto(link)
    await stranger.get_by_role("button", name="Continue").click()
    await stranger.get_by_role("heading", name="This link is used up or too old").wait_for()


async def test_the_password_is_changed_in_the_account_menu(page: Page, browser: Browser, platform: Platform) -> None:
    elsewhere = await browser.new_context(base_url=platform.web.address)
    other = await elsewhere.new_page()
    await sign_in(other)
    await other.goto("/numbers")
    await other.get_by_role("heading", name="Numbers", exact=True).wait_for()

    await page.get_by_role("button", name=re.compile(EMAIL)).click()
    await page.get_by_role("menuitem", name="Change password").click()
    dialog = page.get_by_role("dialog", name="Change password")
    await dialog.get_by_label("Present password", exact=True).fill("not it")
    await choose(page, NEW)
    await expect(dialog.get_by_role("alert")).to_contain_text("The present password is not right")
    assert await violations(page) == []
    await dialog.get_by_label("Present password", exact=True).fill(PASSWORD)
    await choose(page, NEW)
    await expect(dialog).to_have_count(0)
    await page.goto("/templates")
    await page.get_by_role("heading", name="Templates", exact=True).wait_for()

    await other.get_by_role("link", name="Templates").first.click()
    await other.get_by_text("Your session has ended").wait_for()
    assert await violations(other) == []
    await fill_in(other, NEW)
    await other.get_by_role("heading", name="Templates", exact=True).wait_for()
    await elsewhere.close()


async def test_signing_out_signs_out_every_tab(page: Page, context: BrowserContext) -> None:
    second = await context.new_page()
    await second.goto("/numbers")
    await second.get_by_role("heading", name="Numbers", exact=True).wait_for()

    await page.get_by_role("button", name=re.compile(EMAIL)).click()
    await page.get_by_role("menuitem", name="Sign out").click()
    await page.get_by_role("heading", name="Sign in").wait_for()
    await second.get_by_role("heading", name="Sign in").wait_for()

    await fill_in(page)
    await second.get_by_role("heading", name="Numbers", exact=True).wait_for()


async def test_tabs_that_refresh_at_once_all_stay_signed_in(page: Page, context: BrowserContext) -> None:
    second = await context.new_page()
    await second.goto("/numbers")
    await second.get_by_role("heading", name="Numbers", exact=True).wait_for()
    before = await session_of(page)
    await page.evaluate("""() => {
        const session = JSON.parse(localStorage.getItem("harkara-auth"));
        localStorage.setItem("harkara-auth", JSON.stringify({ ...session, expires_at: 1 }));
    }""")

    await asyncio.gather(page.reload(), second.reload())
    await page.get_by_role("heading", name="Overview").wait_for()
    await second.get_by_role("heading", name="Numbers", exact=True).wait_for()

    after = await session_of(page)
    assert after["refresh_token"] != before["refresh_token"]
    assert after == await session_of(second)


async def session_of(page: Page) -> dict[str, str]:
    return json.loads(await page.evaluate("localStorage.getItem('harkara-auth')"))


@pytest.mark.parametrize(("theme", "size"), [("light", (1440, 900)), ("dark", (360, 780))])
async def test_the_pages_before_the_sign_in_are_for_everybody(
    browser: Browser, platform: Platform, theme: str, size: tuple[int, int]
) -> None:
    context = await browser.new_context(
        base_url=platform.web.address,
        viewport={"width": size[0], "height": size[1]},
        color_scheme=theme,  # pyright: ignore[reportArgumentType] - one of its words
        reduced_motion="reduce",
        locale="hi-IN",
    )
    page = await context.new_page()
    for path in ("/sign-in", "/forgot-password", "/reset-password", "/reset-password#token_hash=x&type=recovery"):
        await page.goto("about:blank")
        await page.goto(path)
        await page.get_by_role("heading", level=1).wait_for()
        assert await violations(page) == [], path
        assert not await page.evaluate("document.documentElement.scrollWidth > innerWidth"), path
    await context.close()
