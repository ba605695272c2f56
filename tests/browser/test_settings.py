"""The settings in a browser: the language model, language and look, and what runs here."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Page, expect
from tests.browser.violations import violations

pytestmark = pytest.mark.browser


class TestLanguageModel:
    async def test_the_sandbox_s_model_answers_a_test(self, page: Page) -> None:
        await page.goto("/settings")
        await expect(page.get_by_text("The sandbox’s own model", exact=False)).to_be_visible()
        await page.get_by_role("button", name="Test", exact=True).click()
        await expect(page.get_by_text(re.compile("The model answered in"))).to_be_visible()

    async def test_another_address_needs_its_own_key(self, page: Page) -> None:
        await page.goto("/settings")
        await page.get_by_label("Base URL (optional)").fill("https://llm.example.in/v1")
        await page.get_by_role("button", name="Save", exact=True).click()
        await expect(page.get_by_role("alert")).to_contain_text("Another address needs its own key")

    async def test_on_a_phone_the_settings_are_in_the_account_menu(self, page: Page) -> None:
        await page.set_viewport_size({"width": 360, "height": 780})
        await page.goto("/")
        await page.get_by_role("button", name="Account and theme").click()
        await page.get_by_role("menuitem", name="Settings").click()
        await expect(page.get_by_role("heading", level=1, name="Settings")).to_be_visible()


class TestThisBrowser:
    async def test_the_language_is_chosen_and_stays(self, page: Page) -> None:
        await page.goto("/settings")
        await page.get_by_role("button", name=re.compile("Language")).click()
        await page.get_by_role("option", name="हिन्दी").click()
        heading = page.get_by_role("heading", level=1, name="सेटिंग")
        await expect(heading).to_be_visible()
        await page.reload()
        await expect(heading).to_be_visible()
        assert await page.locator("html").get_attribute("lang") == "hi-IN"

    async def test_the_look_is_chosen_and_stays(self, page: Page) -> None:
        await page.goto("/settings")
        await page.get_by_role("button", name=re.compile("Look")).click()
        await page.get_by_role("option", name="Dark", exact=True).click()
        await expect(page.locator("html")).to_have_attribute("data-theme", "dark")
        await page.reload()
        await expect(page.locator("html")).to_have_attribute("data-theme", "dark")
        assert await violations(page) == []


class TestAbout:
    async def test_what_runs_here_is_told(self, page: Page) -> None:
        await page.set_viewport_size({"width": 360, "height": 780})
        await page.goto("/settings")
        about = page.get_by_role("region", name="About")
        await expect(about.get_by_text("In order")).to_have_count(3)
        await expect(about).to_contain_text("Sandbox: nothing reaches a real phone")
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
