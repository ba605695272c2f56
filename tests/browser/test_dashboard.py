"""What people do in the dashboard, done in a browser: sign in, send, watch, look after numbers and templates."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Page, Route, expect
from tests.acceptance.platform import Platform, csv_of
from tests.browser.conftest import sign_in
from tests.browser.test_accessibility import AXE

pytestmark = pytest.mark.browser


async def choose_file(page: Page, csv: str, name: str = "list.csv") -> None:
    await page.get_by_label(re.compile("Drop your CSV")).set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": csv.encode()}
    )


async def compose(page: Page, name: str, csv: str) -> None:
    await page.goto("/campaigns/new")
    await page.get_by_label("Campaign name").fill(name)
    await page.get_by_role("searchbox", name=re.compile("Search")).fill("order_shipped")
    await page.get_by_role("checkbox", name=re.compile("^order_shipped English")).first.check(force=True)
    await choose_file(page, csv)
    # It is checked by itself after a pause: then the button leads to the result that is there.
    await page.get_by_role("button", name=re.compile("Check the file|Review and start")).click()


class TestSignIn:
    async def test_a_wrong_password_is_told_and_the_right_one_gets_in(self, stranger: Page) -> None:
        await sign_in(stranger, "not the password")
        await expect(stranger.get_by_role("alert")).to_contain_text(re.compile("password", re.IGNORECASE))
        await sign_in(stranger)
        await expect(stranger.get_by_text("Asha Sarees").first).to_be_visible()

    async def test_a_deep_link_leads_there_after_the_sign_in(self, stranger: Page) -> None:
        await stranger.goto("/templates?category=MARKETING")
        await stranger.get_by_label("Email").wait_for()
        await stranger.get_by_label("Email").fill("admin@example.in")
        await stranger.get_by_label("Password", exact=True).fill("seven monsoon umbrellas")
        await stranger.keyboard.press("Enter")
        await stranger.get_by_role("heading", name="Templates", exact=True).wait_for()
        assert "category=MARKETING" in stranger.url

    async def test_signing_out_ends_the_session(self, page: Page) -> None:
        await page.get_by_role("button", name=re.compile("admin@example.in")).click()
        await page.get_by_role("menuitem", name="Sign out").click()
        await page.get_by_label("Email").wait_for()
        await page.goto("/campaigns")
        await expect(page.get_by_label("Email")).to_be_visible()


class TestSending:
    async def test_from_a_file_to_all_read(self, page: Page, platform: Platform) -> None:
        await compose(page, "November dispatch", csv_of(60, first=7_000_000) + "\n98765,Ravi,A-1,Monday\n")
        await expect(page.get_by_text("61 rows checked")).to_be_visible()
        plan = page.get_by_role("region", name="What happens on Start")
        await expect(plan).to_contain_text("To 60 contacts")
        await expect(plan).to_contain_text(re.compile(r"at \d+/s"))

        await page.get_by_role("button", name="Start sending").click()
        await page.get_by_role("alertdialog").get_by_role("button", name="Send to 60 contacts").click()

        await page.get_by_role("heading", name="November dispatch").wait_for()
        await expect(page.get_by_text("Completed").first).to_be_visible(timeout=30_000)
        assert (await platform.ledger())["doubled_recipients"] == []
        campaign = (await platform.get("/campaigns?q=November"))["items"][0]
        await platform.until_campaign(campaign["id"], lambda c: c["total_read"] == 60)

    async def test_a_wrong_header_is_told_and_nothing_is_created(self, page: Page, platform: Platform) -> None:
        before = len((await platform.get("/campaigns"))["items"])
        await compose(page, "Wrong", "Mobile,Name\n919876543210,Asha\n")
        await expect(page.get_by_role("alert").first).to_contain_text("Phone")
        assert len((await platform.get("/campaigns"))["items"]) == before


class TestTemplates:
    async def test_quarantined_ones_are_found_and_explained(self, page: Page) -> None:
        await page.goto("/templates?category=MARKETING")
        await expect(page.get_by_text("Quarantined").first).to_be_visible()

    async def test_sync_all_shows_what_it_found(self, page: Page) -> None:
        await page.goto("/templates")
        await page.get_by_role("button", name="Sync all").click()
        await expect(page.get_by_text(re.compile("122")).first).to_be_visible()
        await page.reload()
        await expect(page.get_by_role("region", name="Last sync")).to_contain_text("122 templates")

    async def test_a_link_opens_a_template_with_its_history(self, page: Page, platform: Platform) -> None:
        found = (await platform.get("/templates?category=MARKETING"))["items"][0]
        await page.goto(f"/templates?id={found['id']}")
        drawer = page.get_by_role("dialog", name=found["name"])
        await expect(drawer.get_by_role("button", name="Un-quarantine")).to_be_disabled()
        await expect(drawer.get_by_text("it must be Utility first")).to_be_visible()
        history = drawer.get_by_role("region", name="History")
        await expect(history.get_by_role("listitem").last).to_contain_text(
            re.compile("First seen as.*seen by a sync", re.DOTALL)
        )
        await page.evaluate(AXE.read_text())
        result = await page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        assert [item["id"] for item in result["violations"]] == []


class TestNumbers:
    async def test_a_wrong_token_is_refused_with_the_reason(self, page: Page) -> None:
        await page.goto("/numbers")
        await page.get_by_role("button", name=re.compile("Add number|Connect a number|Add a number")).first.click()
        await page.get_by_label("Display name").fill("Support")
        await page.get_by_label("Phone number ID").fill("106540352242923")
        await page.get_by_label("Access token", exact=True).fill("EXPIRED-TOKEN")
        await page.get_by_role("button", name="Test connection").click()
        await expect(page.get_by_role("alert").first).to_contain_text(re.compile("token", re.IGNORECASE))

    async def test_a_rate_that_never_changed_teaches_and_a_changed_one_shows_why(self, page: Page) -> None:
        changes: list[dict[str, object]] = []

        async def answer(route: Route) -> None:
            await route.fulfill(json={"items": changes, "next_cursor": None})

        # Minutes of sending at full speed would make these changes; what the page does with them is what is tested.
        await page.route("**/rate-changes?*", answer)
        await open_history_by_keyboard(page)
        await expect(page.get_by_text("The rate starts at 60/s")).to_be_visible()

        changes += [
            rate_change(2, 66, 52, "lowered", "Meta throttled 3 messages in a row (130429): -20 %."),
            rate_change(1, 60, 66, "raised", "0.00% errors in 5 minutes of sending: +10 %."),
        ]
        await open_history_by_keyboard(page)
        table = page.get_by_role("table", name=re.compile("rate, newest first"))
        await expect(table.get_by_role("row").nth(1)).to_contain_text("66 to 52")
        await expect(table.get_by_role("row").nth(1)).to_contain_text("24 Nov 2026")
        await page.evaluate(AXE.read_text())
        result = await page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        assert [item["id"] for item in result["violations"]] == []


async def open_history_by_keyboard(page: Page) -> None:
    await page.goto("/numbers")
    summary = page.locator("summary", has_text="Rate history").first
    await summary.focus()
    await page.keyboard.press("Enter")


def rate_change(id: int, before: int, after: int, reason: str, details: str) -> dict[str, object]:
    moment = f"2026-11-24T05:0{id}:00Z"
    return {
        "id": id,
        "changed_at": moment,
        "from_rate": before,
        "to_rate": after,
        "reason": reason,
        "details": details,
    }
