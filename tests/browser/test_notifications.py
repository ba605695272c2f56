"""The bell: what happened is counted, leads to the thing, and is read by following it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect
from tests.acceptance.platform import Platform, csv_of
from tests.browser.conftest import settled, sign_in
from tests.browser.test_accessibility import AXE

pytestmark = pytest.mark.browser


async def completed(platform: Platform, name: str, first: int) -> dict[str, Any]:
    """Send a small campaign to its end: its completion is news."""
    number, template = await platform.number(), await platform.template("order_shipped")
    created = await platform.upload(
        csv_of(5, first=first), name=name, number_id=number["id"], template_ids=[template["id"]]
    )
    return await platform.until_campaign(created.body["id"], lambda c: c["status"] == "completed")


async def entry(platform: Platform, name: str) -> dict[str, Any]:
    items = (await platform.get("/notifications"))["items"]
    return next(item for item in items if f"'{name}'" in item["title"])


async def violations(page: Page) -> list[str]:
    await settled(page)
    await page.evaluate(AXE.read_text())
    result = await page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [item["id"] for item in result["violations"]]


class TestBell:
    async def test_following_an_entry_leads_to_the_campaign_and_reads_it(self, page: Page, platform: Platform) -> None:
        campaign = await completed(platform, "Told by the bell", 7_100_000)
        assert not (await entry(platform, "Told by the bell"))["is_read"]
        await page.reload()
        await page.get_by_role("button", name=re.compile(r"Notifications, \d+ unread")).click()
        bell = page.get_by_role("dialog", name="Notifications")
        link = bell.get_by_role("link", name=re.compile("Unread: .*'Told by the bell'"))
        await expect(link).to_be_visible()
        assert await violations(page) == []

        await link.focus()
        await page.keyboard.press("Enter")
        await page.get_by_role("heading", name="Told by the bell").wait_for()
        assert page.url.endswith(f"/campaigns/{campaign['id']}")
        await expect(bell).to_have_count(0)
        await expect(page.locator("#main")).to_be_focused()
        assert (await entry(platform, "Told by the bell"))["is_read"]

    async def test_what_happens_while_the_page_is_open_is_announced(self, page: Page, platform: Platform) -> None:
        await page.get_by_role("button", name=re.compile("Notifications")).wait_for()
        await completed(platform, "Announced", 7_200_000)
        # Coming back to the tab asks at once; nobody waits 30 seconds here.
        await page.evaluate("document.dispatchEvent(new Event('visibilitychange', {bubbles: true}))")
        await expect(page.get_by_role("status").filter(has_text="'Announced'")).to_have_count(1)

    async def test_on_a_phone_all_are_read_from_the_sheet(self, browser: Browser, platform: Platform) -> None:
        await completed(platform, "Read on a phone", 7_300_000)
        context = await browser.new_context(
            base_url=platform.web.address, viewport={"width": 360, "height": 780}, reduced_motion="reduce"
        )
        page = await context.new_page()
        await sign_in(page)
        await page.get_by_role("button", name=re.compile("Notifications")).click()
        sheet = page.get_by_role("dialog", name="Notifications")
        await sheet.get_by_role("button", name="Mark all as read").click()
        await expect(sheet.get_by_text("Unread:")).to_have_count(0)
        assert await violations(page) == []
        await sheet.get_by_role("link", name="All notifications").click()
        await page.get_by_role("heading", name="Notifications", level=1).wait_for()
        await expect(sheet).to_have_count(0)
        assert (await platform.get("/notifications"))["unread"] == 0
        await context.close()
