"""A real Chromium on the real platform: the built dashboard, the real sign-in, the sandbox as Meta."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import pytest
from playwright.async_api import Browser, BrowserContext, Page, async_playwright
from tests.acceptance.platform import EMAIL, PASSWORD, Platform, running_platform

# The last four flags keep Chromium from calling home, which would only slow the tests down where there is no network.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
async def platform(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Platform]:
    async with running_platform(tmp_path_factory.mktemp("browser") / "data") as platform:
        await platform.behave(time_scale=0.1, fail_share=0.0, read_share=1.0)
        yield platform


@pytest.fixture(scope="session")
async def browser() -> AsyncGenerator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        await browser.close()


@pytest.fixture
async def context(browser: Browser, platform: Platform) -> AsyncGenerator[BrowserContext]:
    context = await browser.new_context(
        base_url=platform.web.address, viewport={"width": 1280, "height": 800}, reduced_motion="reduce"
    )
    context.set_default_timeout(20_000)
    yield context
    await context.close()


@pytest.fixture
async def stranger(context: BrowserContext) -> AsyncGenerator[Page]:
    """A page of somebody who has not signed in. Errors on the console, a broken CSP among them, fail the test."""
    page = await context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    yield page
    # A refused request is what some tests are about; the browser reports it by itself.
    assert [trouble for trouble in troubles if "Failed to load resource" not in trouble] == []


@pytest.fixture
async def page(stranger: Page) -> Page:
    """A page of the admin, signed in as people do."""
    await sign_in(stranger)
    return stranger


async def sign_in(page: Page, password: str = PASSWORD) -> None:
    await page.goto("/")
    await page.get_by_label("Email").fill(EMAIL)
    await page.get_by_label("Password", exact=True).fill(password)
    await page.get_by_role("button", name="Sign in").click()
    if password == PASSWORD:
        await page.get_by_role("heading", name="Overview").wait_for()


async def settled(page: Page) -> None:
    """Wait until nothing fades in or out any more: colours on the way are not the page's contrast."""
    # Not wait_for_function: it evaluates in the page, where the Content-Security-Policy forbids it.
    await page.evaluate(
        """async () => {
          const moving = () => document.getAnimations().filter(({ playState, effect }) =>
            playState === 'running' && effect.getComputedTiming().iterations !== Infinity);
          while (moving().length) await Promise.allSettled(moving().map(({ finished }) => finished));
        }"""
    )
