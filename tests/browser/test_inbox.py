"""Customers write to the platform, AI answers, and the admin looks on: the inbox and the settings in a browser."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Page, expect
from tests.acceptance.platform import Platform, until
from tests.browser.customers import conversation, until_answered, write

pytestmark = pytest.mark.browser


class TestConversations:
    async def test_a_customer_is_found_by_a_part_of_the_number(self, page: Page, platform: Platform) -> None:
        await write(platform, "919820011223", "Is the blue saree in stock?", name="Kavita Rao")
        await write(platform, "919820044556", "What are your hours?", name="Imran Shaikh")
        await conversation(platform, "20011223")
        await conversation(platform, "20044556")

        await page.goto("/")
        await page.get_by_role("navigation").first.get_by_role("link", name="Inbox").click()
        await page.get_by_role("searchbox").fill("20011223")
        rows = page.get_by_role("list", name="Conversations").get_by_role("link")
        await expect(rows).to_have_count(1)
        await expect(rows.first).to_contain_text("+91 98200 11223")
        assert "q=20011223" in page.url

        await rows.first.click()
        await expect(page.get_by_role("heading", level=1, name="Kavita Rao")).to_be_visible()
        assert "q=20011223" in page.url

    async def test_a_search_that_finds_nobody_says_so(self, page: Page) -> None:
        await page.goto("/inbox?q=000111222")
        await expect(page.get_by_text("No conversation found")).to_be_visible()

    async def test_a_customer_without_a_phone_number_has_a_username(self, page: Page, platform: Platform) -> None:
        await write(platform, "919820077889", "Hello", name="Meera", username="meera.k", bsuid_only=True)
        await conversation(platform, "meera.k")
        await page.goto("/inbox?q=meera.k")
        await page.get_by_role("list", name="Conversations").get_by_role("link").first.click()
        await expect(page.get_by_text("No phone number shown · @meera.k")).to_be_visible()


class TestThread:
    async def test_a_text_is_answered_by_ai_and_the_reply_s_way_is_told(self, page: Page, platform: Platform) -> None:
        await write(platform, "919820100001", "When does it arrive?", name="Sunita")
        found = await conversation(platform, "9820100001")
        await until_answered(platform, found["id"])

        await page.goto(f"/inbox/{found['id']}")
        messages = page.get_by_role("region", name="Messages")
        await expect(messages.get_by_text("When does it arrive?").first).to_be_visible()
        await expect(messages.get_by_text("Answered by AI")).to_be_visible()
        await expect(page.get_by_role("meter")).to_have_accessible_name("1 of 40 AI replies used")
        await messages.get_by_role("button", name=re.compile("Read")).click()
        await expect(messages.get_by_text("Delivered")).to_be_visible()

    async def test_what_arrives_comes_without_a_reload(self, page: Page, platform: Platform) -> None:
        await write(platform, "919820100002", "First question", name="Asif")
        found = await conversation(platform, "9820100002")
        await page.goto(f"/inbox/{found['id']}")
        messages = page.get_by_role("region", name="Messages")
        await expect(messages.get_by_text("First question").first).to_be_visible()

        await write(platform, "919820100002", "Second question", name="Asif")
        await expect(messages.get_by_text("Second question").first).to_be_visible(timeout=25_000)

    async def test_every_kind_is_shown_for_what_it_is(self, page: Page, platform: Platform) -> None:
        sender = "919820100003"
        first = await write(platform, sender, "One saree, please", name="Lakshmi")
        await write(platform, sender, "The address slip", type="image")
        for kind in ("document", "location", "contacts", "order", "flow_reply", "unsupported"):
            await write(platform, sender, type=kind)
        await write(platform, sender, "Two sarees, please", type="edit", reply_to=first)
        await write(platform, sender, "🙏", type="reaction", reply_to=first)
        found = await conversation(platform, "9820100003")

        async def complete() -> bool:
            items = (await platform.get(f"/conversations/{found['id']}/messages"))["items"]
            return len([item for item in items if item["direction"] == "in"]) == 8

        await until(complete)
        await page.goto(f"/inbox/{found['id']}")
        messages = page.get_by_role("region", name="Messages")
        for words in ("Two sarees, please", "The address slip", "bill.pdf", "Dadar West, Mumbai", "Leena D'Souza"):
            await expect(messages.get_by_text(words).first).to_be_visible()
        await expect(messages.get_by_text("₹4,299")).to_be_visible()
        await expect(messages.get_by_text("Pune")).to_be_visible()
        await expect(messages.get_by_text(re.compile("does not hand this message on"))).to_be_visible()
        await expect(messages.get_by_role("list", name="Reactions")).to_contain_text("🙏")
        await expect(messages.get_by_role("link", name=re.compile("Open the map"))).to_have_attribute(
            "href", re.compile("mlat=19.0178&mlon=72.8478")
        )

    async def test_a_long_thread_opens_at_its_end_and_holds_still_while_older_ones_come(
        self, page: Page, platform: Platform
    ) -> None:
        sender = "919820100004"
        for number in range(60):
            await write(platform, sender, f"Picture {number}", type="image", name="Ravi")
        found = await conversation(platform, "9820100004")

        async def captions() -> list[str]:
            """What the 60 messages say, newest first; Meta's times are whole seconds, so their order is the platform's."""
            path = f"/conversations/{found['id']}/messages"
            newer = await platform.get(path)
            items = newer["items"]
            if newer["next_cursor"]:
                items += (await platform.get(f"{path}?cursor={newer['next_cursor']}"))["items"]
            shown = [item["content"]["caption"] for item in items]
            return shown if len(shown) == 60 else []

        written = await until(captions)
        await page.goto(f"/inbox/{found['id']}")
        messages = page.get_by_role("region", name="Messages")
        newest, oldest = (messages.get_by_text(caption, exact=True) for caption in (written[0], written[-1]))
        await expect(newest).to_be_in_viewport()
        await expect(oldest).to_have_count(0)

        await messages.focus()
        await page.keyboard.press("Home")
        await expect(oldest).to_have_count(1)
        await expect(oldest).not_to_be_in_viewport()

    async def test_on_a_phone_the_thread_takes_the_list_s_place_and_leads_back(
        self, page: Page, platform: Platform
    ) -> None:
        await write(platform, "919820100005", "Hello from a phone", name="Nila")
        await conversation(platform, "9820100005")
        await page.set_viewport_size({"width": 360, "height": 780})
        await page.goto("/inbox?q=9820100005")
        conversations = page.get_by_role("list", name="Conversations")
        await conversations.get_by_role("link").first.click()
        await expect(page.get_by_role("region", name="Messages")).to_be_visible()
        await expect(conversations).to_be_hidden()
        await page.get_by_role("link", name="Back to the list").click()
        await expect(conversations).to_be_visible()
        assert "q=9820100005" in page.url


class TestReplyFigures:
    async def test_a_day_counts_what_was_answered_and_why_the_rest_was_not(
        self, page: Page, platform: Platform
    ) -> None:
        await write(platform, "919820100006", "A question", name="Dev")
        await write(platform, "919820100007", type="image", name="Tara")
        found = await conversation(platform, "9820100006")
        await conversation(platform, "9820100007")
        await until_answered(platform, found["id"])
        await page.goto("/inbox")
        await page.get_by_role("link", name="Reply figures").click()
        table = page.get_by_role("table", name=re.compile("newest first"))
        await expect(table).to_contain_text("Not a text message")


class TestSettings:
    async def test_the_sandbox_s_model_answers_a_test(self, page: Page) -> None:
        await page.goto("/settings")
        await expect(page.get_by_text("The sandbox’s own model", exact=False)).to_be_visible()
        await page.get_by_role("button", name="Test", exact=True).click()
        await expect(page.get_by_text(re.compile("The model answered in"))).to_be_visible()

    async def test_another_address_needs_its_own_key(self, page: Page) -> None:
        await page.goto("/settings")
        await page.get_by_label("Base URL (optional)").fill("http://127.0.0.1:9/v1")
        await page.get_by_role("button", name="Save", exact=True).click()
        await expect(page.get_by_role("alert")).to_contain_text("Another address needs its own key")

    async def test_on_a_phone_the_settings_are_in_the_account_menu(self, page: Page) -> None:
        await page.set_viewport_size({"width": 360, "height": 780})
        await page.goto("/")
        await page.get_by_role("button", name="Account and theme").click()
        await page.get_by_role("menuitem", name="Settings").click()
        await expect(page.get_by_role("heading", level=1, name="Settings")).to_be_visible()
