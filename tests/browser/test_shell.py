"""The frame around every page: the command palette, shortcuts, language, theme, titles, what the first load brings, and small screens."""

from __future__ import annotations

import gzip
import re

import pytest
from playwright.async_api import BrowserContext, Page, expect
from tests.acceptance.platform import Platform, csv_of
from tests.browser.conftest import sign_in
from tests.browser.test_accessibility import AXE

pytestmark = pytest.mark.browser

FIRST_LOAD_BYTES = 250_000


@pytest.fixture(scope="module")
async def campaign(platform: Platform) -> str:
    """A campaign with a name to search for."""
    number, template = await platform.number(), await platform.template("order_shipped")
    created = await platform.upload(
        csv_of(5, first=9_700_000),
        name="Monsoon reminders",
        number_id=number["id"],
        template_ids=[template["id"]],
    )
    await platform.until_campaign(created.body["id"], lambda c: c["status"] == "completed")
    return f"/campaigns/{created.body['id']}"


async def in_hindi(page: Page) -> None:
    await page.evaluate("localStorage.setItem('harkara-language', 'hi')")
    await page.reload()
    await page.get_by_role("heading", level=1).wait_for()


async def violations(page: Page) -> list[str]:
    # Colours are judged when the last one has faded in.
    await page.evaluate("Promise.allSettled(document.getAnimations().map((animation) => animation.finished))")
    await page.evaluate(AXE.read_text())
    result = await page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{item['id']}: {node['html'][:160]}" for item in result["violations"] for node in item["nodes"]]


class TestPalette:
    async def test_a_campaign_is_found_and_opened_with_the_keyboard_alone(self, page: Page, campaign: str) -> None:
        await page.keyboard.press("Control+k")
        field = page.get_by_role("combobox", name=re.compile("^Page, campaign"))
        await expect(field).to_be_focused()
        await page.keyboard.type("monsoon")
        await expect(page.get_by_role("option", name=re.compile("^Monsoon reminders"))).to_have_attribute(
            "aria-selected", "true"
        )
        await page.keyboard.press("Enter")
        await page.wait_for_url(f"**{campaign}")
        await expect(page.get_by_role("dialog")).to_have_count(0)

    async def test_templates_numbers_and_pages_are_found_as_well(self, page: Page) -> None:
        await page.get_by_role("button", name="Search and commands").click()
        for typed, group, name in (
            ("order_ship", "Templates", "order_shipped"),
            ("98765 432", "Numbers", "Asha Sarees"),
            ("numb", "Pages", "Numbers"),
        ):
            await page.get_by_role("combobox").fill(typed)
            found = page.get_by_role("group", name=group).get_by_role("option", name=re.compile(f"^{name}"))
            await expect(found.first).to_be_visible()

    async def test_escape_gives_the_focus_back(self, page: Page) -> None:
        button = page.get_by_role("button", name="Search and commands")
        await button.click()
        await page.get_by_role("combobox").wait_for()
        await page.keyboard.press("Escape")
        await expect(button).to_be_focused()

    async def test_the_theme_changes_from_it(self, page: Page) -> None:
        await page.keyboard.press("Control+k")
        await expect(page.get_by_role("combobox")).to_be_focused()
        await page.keyboard.type("dark theme")
        await page.keyboard.press("Enter")
        await expect(page.locator("html")).to_have_attribute("data-theme", "dark")
        await page.reload()
        await expect(page.locator("html")).to_have_attribute("data-theme", "dark")


class TestShortcuts:
    async def test_keys_lead_to_pages_and_to_the_search_field(self, page: Page) -> None:
        await page.keyboard.press("g")
        await page.keyboard.press("t")
        await page.wait_for_url("**/templates")
        await page.get_by_role("heading", name="Templates", exact=True).wait_for()
        await page.keyboard.press("/")
        await expect(page.get_by_role("searchbox")).to_be_focused()
        await page.keyboard.type("gn?")
        await expect(page.get_by_role("searchbox")).to_have_value("gn?")
        await expect(page.get_by_role("dialog")).to_have_count(0)

    async def test_the_sheet_lists_them_and_turns_them_off(self, page: Page) -> None:
        await page.keyboard.press("?")
        sheet = page.get_by_role("dialog", name="Keyboard shortcuts")
        await expect(sheet).to_contain_text("Ctrl")
        await sheet.get_by_text("Single-key shortcuts").click()
        await page.keyboard.press("Escape")
        await expect(sheet).to_have_count(0)
        await page.keyboard.press("c")
        await page.keyboard.press("?")
        await expect(sheet).to_have_count(0)
        await page.keyboard.press("Control+k")
        await expect(page.get_by_role("combobox")).to_be_focused()
        assert page.url.endswith("/")


class TestLanguage:
    async def test_the_account_menu_changes_it_and_it_stays(self, page: Page) -> None:
        await page.get_by_role("button", name=re.compile("admin@example.in")).click()
        await page.get_by_role("menuitemradio", name="हिन्दी").click()
        await expect(page.get_by_role("heading", level=1)).to_have_text("ओवरव्यू")
        await expect(page.locator("html")).to_have_attribute("lang", "hi-IN")
        await expect(page).to_have_title(re.compile("ओवरव्यू"))
        await page.reload()
        await expect(page.get_by_role("heading", level=1)).to_have_text("ओवरव्यू")

    async def test_a_refusal_is_told_in_hindi(self, page: Page) -> None:
        await in_hindi(page)
        await page.goto("/campaigns/999999")
        await expect(page.get_by_role("alert")).to_contain_text("ऐसा कोई कैंपेन नहीं है")

    async def test_the_first_pages_have_all_their_words(self, page: Page) -> None:
        """The words of the other pages come later; where one is missing, its key would be shown."""
        for language in ("en", "hi"):
            await page.evaluate(f"localStorage.setItem('harkara-language', '{language}')")
            await page.goto("/")
            await page.get_by_role("heading", level=1).wait_for()
            await page.wait_for_load_state("networkidle")
            shown = await page.locator("body").inner_text()
            assert re.findall(r"\b[a-z-]+:[a-z]+(?:\.[a-zA-Z_]+)+", shown) == []


class TestFrame:
    async def test_every_page_has_its_title_and_takes_the_focus(self, page: Page) -> None:
        for name in ("Campaigns", "Inbox", "Templates", "Numbers", "Settings"):
            await page.get_by_role("link", name=name, exact=True).first.click()
            await expect(page).to_have_title(re.compile(f"{name} · Harkara$"))
            await expect(page.locator("main#main")).to_be_focused()

    async def test_the_first_tab_skips_the_navigation(self, page: Page) -> None:
        await page.goto("/numbers")
        await page.get_by_role("heading", level=1).wait_for()
        await page.keyboard.press("Tab")
        skip = page.get_by_role("link", name="Skip to the content")
        await expect(skip).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(page.locator("main#main")).to_be_focused()

    async def test_an_address_that_leads_nowhere_says_so(self, page: Page) -> None:
        await page.goto("/nowhere")
        await expect(page.get_by_role("heading", name="This address leads nowhere")).to_be_visible()
        await expect(page).to_have_title(re.compile("Not found"))
        await page.get_by_role("link", name="Go to the overview").click()
        await page.get_by_role("heading", name="Overview").wait_for()

    async def test_without_a_network_the_page_says_so(self, page: Page, context: BrowserContext) -> None:
        await context.set_offline(True)
        await expect(page.get_by_text("You are offline.")).to_be_visible()
        await context.set_offline(False)
        await expect(page.get_by_text("You are offline.")).to_have_count(0)

    async def test_the_foot_names_the_version(self, page: Page) -> None:
        await expect(
            page.get_by_text(re.compile(r"^Harkara \d+\.\d+\.\d+(\.dev\d+)?( · [0-9a-f]{7})?$")).first
        ).to_be_visible()

    async def test_the_overview_needs_little_javascript(self, page: Page) -> None:
        """What a signed-in person's browser fetches until the overview is shown, before anything is touched."""
        scripts: set[str] = set()
        page.on("response", lambda answer: scripts.add(answer.url) if answer.url.endswith(".js") else None)
        await page.reload()
        await page.get_by_role("heading", level=1).wait_for()
        await page.wait_for_load_state("networkidle")
        bodies = {address: await (await page.request.get(address)).body() for address in scripts}
        sizes = {address: len(gzip.compress(body)) for address, body in bodies.items()}
        assert sum(sizes.values()) <= FIRST_LOAD_BYTES, sizes

    async def test_the_hours_are_drawn_and_told_as_a_table(self, page: Page, campaign: str) -> None:
        await page.reload()
        chart = page.get_by_role("region", name="Sent per hour")
        await chart.get_by_text("As a table").click()
        await expect(chart.get_by_role("row")).not_to_have_count(0)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["en", "hi"])
async def test_palette_sheet_and_menu_have_no_violation(page: Page, width: int, language: str) -> None:
    await page.set_viewport_size({"width": width, "height": 780})
    if language == "hi":
        await in_hindi(page)
    assert await violations(page) == []
    for key in ("Control+k", "?"):
        await page.keyboard.press(key)
        await page.get_by_role("dialog").wait_for()
        assert await violations(page) == []
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("dialog")).to_have_count(0)
    await page.locator("button[aria-haspopup=menu]:visible").click()
    await page.get_by_role("menu").wait_for()
    assert await violations(page) == []


async def test_on_a_phone_everything_is_within_reach(context: BrowserContext) -> None:
    page = await context.new_page()
    await page.set_viewport_size({"width": 360, "height": 780})
    await sign_in(page)
    await page.get_by_role("button", name="Search and commands").click()
    await expect(page.get_by_role("combobox")).to_be_focused()
    await page.keyboard.press("Escape")
    for name in ("Account and theme", "Search and commands"):
        box = await page.get_by_role("button", name=name).bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44
