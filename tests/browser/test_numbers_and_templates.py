"""Numbers and templates in the browser: connecting, renewing, deleting; quarantine and its end; long lists; both languages."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator
from itertools import count
from typing import Any

import pytest
from playwright.async_api import Browser, Locator, Page, expect
from tests.acceptance.platform import Platform, csv_of, until
from tests.browser.conftest import sign_in
from tests.browser.test_accessibility import AXE

pytestmark = pytest.mark.browser

SECOND = "106540352242923"
FRESH = count(70)
"""Numbers of tokens nobody has used: one that has expired stays so."""


async def troubles(page: Page) -> list[str]:
    """Return axe's violations, and whether the page scrolls sideways."""
    await page.evaluate(AXE.read_text())
    result = await page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    found = [f"{item['id']}: {node['html'][:160]}" for item in result["violations"] for node in item["nodes"]]
    if await page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        found.append("scrolls sideways")
    return found


async def connect(platform: Platform, token: str) -> dict[str, Any]:
    answer = await platform.call(
        "POST",
        "/numbers",
        json_body={"display_name": "Support", "phone_number_id": SECOND, "access_token": token, "system_prompt": ""},
    )
    assert answer.status == 201, answer.content
    return answer.body


async def at_meta(platform: Platform, path: str, **change: Any) -> None:
    answer = await platform.sandbox.call("POST", f"/sandbox/{path}", json_body=change)
    assert answer.status == 200, answer.content


async def template_as(platform: Platform, template_id: int, **wanted: Any) -> dict[str, Any]:
    async def found() -> dict[str, Any] | None:
        template = await platform.get(f"/templates/{template_id}")
        return template if wanted.items() <= template.items() else None

    return await until(found)


def card(page: Page, name: str) -> Locator:
    return page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=name, exact=True))


@pytest.fixture
async def second(platform: Platform) -> AsyncGenerator[dict[str, Any]]:
    """The sandbox's second number, connected with a token of its own, and gone again afterwards."""
    number = await connect(platform, f"SANDBOX-TOKEN-{next(FRESH)}")
    yield number
    assert (await platform.call("DELETE", f"/numbers/{number['id']}")).status == 204


@pytest.fixture
async def phone(browser: Browser, platform: Platform) -> AsyncGenerator[Page]:
    """A narrow phone in the dark."""
    context = await browser.new_context(
        base_url=platform.web.address,
        viewport={"width": 360, "height": 780},
        color_scheme="dark",
        reduced_motion="reduce",
    )
    page = await context.new_page()
    await sign_in(page)
    yield page
    await context.close()


class TestNumbers:
    async def test_tested_connected_synced_and_deleted(self, page: Page) -> None:
        await page.goto("/numbers")
        await page.get_by_role("button", name="Connect a number").first.click()
        drawer = page.get_by_role("dialog", name="Connect a number")
        await drawer.get_by_role("button", name="Fill these in").click()
        await drawer.get_by_role("button", name="Test Connection").click()
        result = drawer.get_by_role("status").filter(has_text="The connection works")
        await result.wait_for()
        await expect(result).to_contain_text("Asha Sarees Support · +91 98765 43211")
        await expect(result).to_contain_text(
            re.compile(r"Quality\s*High.*Speed at Meta\s*80/s.*more than 100", re.DOTALL)
        )
        assert await troubles(page) == []

        await drawer.get_by_role("button", name="Connect number").click()
        await expect(drawer).to_have_count(0)
        added = card(page, "Asha Sarees Support")
        await added.get_by_role("button", name="Sync templates").click()
        synced = added.get_by_role("region", name="Template sync of Asha Sarees Support")
        await expect(synced).to_contain_text("122 templates")

        await added.get_by_role("button", name="Delete").click()
        dialog = page.get_by_role("alertdialog")
        assert await troubles(page) == []
        await dialog.get_by_role("button", name="Delete number").click()
        await expect(added).to_have_count(0)

    async def test_an_expired_token_leads_to_a_new_one(
        self, page: Page, platform: Platform, second: dict[str, Any]
    ) -> None:
        await at_meta(platform, f"numbers/{SECOND}", token="expired")
        # The account's first number answers for a sync; a refresh asks for this number itself.
        await page.goto("/numbers")
        await at_meta(platform, f"numbers/{SECOND}", quality_rating="YELLOW")

        async def inactive() -> bool:
            return any(not number["is_active"] for number in (await platform.get("/numbers"))["items"])

        await until(inactive)
        await page.reload()
        await page.get_by_role("button", name=re.compile(r"Notifications, \d+ unread")).click()
        await page.get_by_role("link", name=re.compile("WhatsApp number Support is inactive")).first.click()
        found = card(page, "Support")
        await expect(found).to_be_focused()
        await expect(found).to_be_in_viewport()
        await expect(found).to_contain_text("The access token is expired or not valid")

        await found.get_by_role("button", name="Enter a new token").click()
        drawer = page.get_by_role("dialog", name="New token for Support")
        await drawer.get_by_label("Access token", exact=True).fill(f"SANDBOX-TOKEN-{next(FRESH)}")
        await drawer.get_by_role("button", name="Use this token").click()
        await expect(drawer).to_have_count(0)
        await expect(found.get_by_text("Medium quality")).to_be_visible()
        await expect(found.get_by_text("Inactive")).to_have_count(0)
        await at_meta(platform, f"numbers/{SECOND}", quality_rating="GREEN")

    async def test_while_a_campaign_holds_it_the_way_leads_there(
        self, page: Page, platform: Platform, second: dict[str, Any]
    ) -> None:
        template = await platform.template("order_shipped")
        made = await platform.upload(
            csv_of(3, first=7_500_000),
            name="Holds the number",
            number_id=second["id"],
            template_ids=[template["id"]],
            scheduled_at="2035-01-01T10:00:00+05:30",
        )
        await page.goto("/numbers")
        await card(page, "Support").get_by_role("button", name="Delete").click()
        dialog = page.get_by_role("alertdialog")
        await dialog.get_by_role("button", name="Delete number").click()
        await expect(dialog.get_by_role("alert")).to_contain_text("The number is in use")
        link = dialog.get_by_role("link", name="Holds the number")
        await expect(link).to_be_visible()
        assert await troubles(page) == []
        await link.click()
        await page.get_by_role("heading", name="Holds the number").wait_for()
        assert (await platform.call("DELETE", f"/campaigns/{made.body['id']}")).status == 204

    async def test_on_a_phone_in_the_dark(self, phone: Page, second: dict[str, Any]) -> None:
        await phone.goto("/numbers")
        await phone.get_by_role("heading", name="Support", exact=True).wait_for()
        assert await troubles(phone) == []
        await phone.get_by_role("button", name="Connect a number").first.click()
        await phone.get_by_role("dialog").get_by_role("button", name="Connect number").click()
        await expect(phone.get_by_text("Paste the access token")).to_be_visible()
        assert await troubles(phone) == []


class TestTemplates:
    async def test_quarantined_by_meta_and_released_by_hand(self, page: Page, platform: Platform) -> None:
        template = await platform.template("cod_confirmation")
        await at_meta(platform, f"templates/{template['meta_id']}", category="MARKETING")
        await template_as(platform, template["id"], is_quarantined=True)
        await page.goto(f"/templates?id={template['id']}")
        drawer = page.get_by_role("dialog", name="cod_confirmation")
        act = drawer.get_by_role("button", name="Un-quarantine")
        await act.wait_for()
        await expect(act).to_be_disabled()
        await expect(drawer.get_by_text("Not possible while Meta’s category is Marketing")).to_be_visible()

        await at_meta(platform, f"templates/{template['meta_id']}", category="UTILITY")
        await template_as(platform, template["id"], category="UTILITY")
        await page.reload()
        await act.wait_for()
        await expect(drawer.get_by_text("it can be un-quarantined by hand")).to_be_visible()
        assert await troubles(page) == []
        await act.click()
        await expect(drawer.get_by_text("Approved").first).to_be_visible()
        await expect(act).to_have_count(0)
        history = drawer.get_by_role("region", name="History")
        await expect(history.get_by_role("listitem").first).to_contain_text("by admin@example.in")
        assert (await platform.get(f"/templates/{template['id']}"))["is_sendable"]

    async def test_a_long_list_is_drawn_as_it_scrolls(self, phone: Page) -> None:
        await phone.goto("/templates")
        rows = phone.get_by_role("list", name="Templates").locator("li[aria-posinset]")
        await rows.first.wait_for()
        assert await troubles(phone) == []

        async def at_the_end() -> bool:
            await phone.evaluate("scrollTo(0, document.body.scrollHeight)")
            return await rows.last.get_attribute("aria-posinset") == "122"

        await until(at_the_end)
        assert await rows.count() < 40
        await rows.last.get_by_role("button").click()
        await phone.get_by_role("dialog").get_by_role("region", name="History").wait_for()
        assert await troubles(phone) == []

    async def test_filters_stand_in_the_address(self, page: Page) -> None:
        await page.goto("/templates")
        await page.get_by_role("searchbox", name="Search templates").fill("order_shipped")
        await expect(page).to_have_url(re.compile("q=order_shipped"))
        await page.get_by_role("button", name="Clear filters").click()
        await expect(page.get_by_role("searchbox", name="Search templates")).to_have_value("")
        await expect(page).to_have_url(re.compile("/templates$"))


class TestHindi:
    async def test_what_the_server_told_in_english_is_read_in_hindi(self, page: Page, platform: Platform) -> None:
        template = await platform.template("bus_ticket")
        await at_meta(platform, f"templates/{template['meta_id']}", category="MARKETING")
        await template_as(platform, template["id"], is_quarantined=True)
        await page.evaluate("localStorage.setItem('harkara-language', 'hi')")
        await page.goto("/notifications")
        entry = page.get_by_role("listitem").filter(has_text="'bus_ticket'").first
        await entry.wait_for()
        await expect(entry).to_contain_text("टेम्प्लेट 'bus_ticket' (en) क्वारंटीन किया गया")
        await expect(entry).to_contain_text("Meta ने इसकी श्रेणी यूटिलिटी से मार्केटिंग कर दी।")
        await entry.get_by_role("link").click()
        drawer = page.get_by_role("dialog", name="bus_ticket")
        await expect(drawer.get_by_role("button", name="क्वारंटीन से निकालें")).to_be_disabled()
        assert await troubles(page) == []
