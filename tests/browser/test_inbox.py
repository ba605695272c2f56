"""Customers write to the platform, AI answers, and the admin looks on: the inbox in a browser."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path

import pytest
from playwright.async_api import Page, expect
from tests.acceptance.platform import Platform, until
from tests.browser.customers import conversation, until_answered, write
from tests.browser.violations import violations

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

    async def test_a_quote_leads_to_its_message_and_a_button_back_to_the_newest(
        self, page: Page, platform: Platform
    ) -> None:
        sender = "919820100008"
        first = await write(platform, sender, "The first picture", type="image", name="Gauri")
        await conversation(platform, "9820100008")
        for number in range(12):
            await write(platform, sender, f"Picture {number}", type="image")
        await write(platform, sender, "About the first", type="image", reply_to=first)
        found = await conversation(platform, "9820100008")

        async def complete() -> bool:
            return len((await platform.get(f"/conversations/{found['id']}/messages"))["items"]) == 14

        await until(complete)
        await page.goto(f"/inbox/{found['id']}")
        messages = page.get_by_role("region", name="Messages")
        await messages.get_by_role("button", name=re.compile("In reply to the customer")).click()
        await expect(messages.get_by_text("The first picture", exact=True)).to_be_in_viewport()

        await write(platform, sender, "While you read above", type="image")
        newest = page.get_by_role("button", name="Jump to the newest message")
        await expect(newest).to_contain_text("1 new message", timeout=25_000)
        await expect(messages.get_by_text("The first picture", exact=True)).to_be_in_viewport()
        await newest.click()
        await expect(messages.get_by_text("While you read above")).to_be_in_viewport()
        await expect(newest).to_be_hidden()


class TestKeyboard:
    async def test_the_arrows_walk_enter_opens_and_escape_leads_back(self, page: Page, platform: Platform) -> None:
        for number in range(60):
            await write(platform, f"9198202{number:05}", type="image", name=f"Walker {number}")

        async def all_there() -> bool:
            return len((await platform.get("/conversations?q=Walker&limit=100"))["items"]) == 60

        await until(all_there)
        await page.goto("/inbox?q=Walker")
        rows = page.get_by_role("list", name="Conversations").get_by_role("link")
        await rows.first.focus()
        for _ in range(20):
            await page.keyboard.press("ArrowDown")
        focused = page.locator("[data-row]:focus")
        await expect(focused).to_have_attribute("data-row", "20")
        await expect(focused).to_be_in_viewport()
        assert await rows.count() < 40  # the others are not drawn

        await page.keyboard.press("Enter")
        await page.get_by_role("region", name="Messages").wait_for()
        await page.keyboard.press("Escape")
        await expect(page.get_by_text("Choose a conversation")).to_be_visible()
        assert "q=Walker" in page.url


class TestCustomersData:
    async def test_it_is_taken_out_as_a_file(self, page: Page, platform: Platform) -> None:
        await write(platform, "919820300001", "Keep a copy of this", name="Usha")
        found = await conversation(platform, "9820300001")
        await page.goto(f"/inbox/{found['id']}")
        await page.get_by_role("button", name="The customer’s data").click()
        async with page.expect_download() as download:
            await page.get_by_role("menuitem", name="Download the customer’s data").click()
        path = await (await download.value).path()
        document = json.loads(await asyncio.to_thread(Path(path).read_bytes))
        assert document["customer"]["phone"] == "919820300001"
        assert "Keep a copy of this" in json.dumps(document["conversations"])

    async def test_it_is_erased_after_the_last_four_digits(self, page: Page, platform: Platform) -> None:
        await write(platform, "919820300002", "Forget me", name="Omkar")
        found = await conversation(platform, "9820300002")
        await until_answered(platform, found["id"])
        await page.goto(f"/inbox/{found['id']}?q=9820300002")
        await page.get_by_role("button", name="The customer’s data").click()
        await page.get_by_role("menuitem", name="Erase the customer…").click()
        dialog = page.get_by_role("alertdialog", name="Erase Omkar?")
        assert await violations(page) == []
        await dialog.get_by_label(re.compile("last four digits")).fill("0002")
        await dialog.get_by_role("button", name="Erase for good").click()
        await expect(page.get_by_text("The customer was erased")).to_be_visible()
        await expect(page.get_by_text("No conversation found")).to_be_visible()
        assert (await platform.get("/conversations?q=9820300002"))["items"] == []


class TestHindi:
    async def test_the_inbox_speaks_hindi_on_a_phone(self, page: Page, platform: Platform) -> None:
        await write(platform, "919820300003", type="image", name="राधा")
        found = await conversation(platform, "9820300003")
        await page.evaluate("localStorage.setItem('harkara-language', 'hi')")
        await page.set_viewport_size({"width": 360, "height": 780})
        await page.goto("/inbox?q=9820300003")
        await expect(page.get_by_role("heading", level=1, name="इनबॉक्स")).to_be_visible()
        await expect(page.get_by_role("list", name="बातचीत")).to_contain_text("फ़ोटो")
        await page.goto(f"/inbox/{found['id']}")
        await expect(page.get_by_role("region", name="मैसेज")).to_contain_text("Meta के पास है")
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert await violations(page) == []


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
