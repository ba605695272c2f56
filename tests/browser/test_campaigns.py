"""Campaigns in a browser: found, sorted and paged by address; made from a file, with everything that can be wrong with it."""

from __future__ import annotations

import csv
import io
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Locator, Page, expect
from tests.acceptance.platform import Platform, csv_of
from tests.browser.conftest import sign_in
from tests.browser.test_accessibility import AXE, SIZES
from tests.browser.test_dashboard import choose_file, compose

from harkara.kit.clock import IST, SystemClock

pytestmark = pytest.mark.browser

GOOD = csv_of(40, first=6_000_000)
BAD = (
    GOOD + "\n98765,Ravi,A-1,Monday\n9876543211,Mina,A-2,Monday\n9876543212,Tara,A-3,Monday\n919812345678,,A-4,Monday\n"
)


@pytest.fixture(scope="module")
async def planned(platform: Platform) -> list[str]:
    """Campaigns that will not start while the tests run; their names, oldest first."""
    number, template = await platform.number(), await platform.template("order_shipped")
    names = [f"Listed {word}" for word in ("Kolkata", "Agra", "Madurai", "Bhopal")]
    for place, name in enumerate(names):
        created = await platform.upload(
            csv_of(3 + place, first=6_500_000),
            name=name,
            number_id=number["id"],
            template_ids=[template["id"]],
            scheduled_at=(SystemClock().now().astimezone(IST) + timedelta(days=9 - place)).isoformat(),
        )
        assert created.status == 201, created.body
    return names


def names(page: Page) -> Locator:
    return page.get_by_role("rowheader").get_by_role("link")


async def campaigns(platform: Platform, q: str) -> list[dict[str, Any]]:
    return (await platform.get(f"/campaigns?q={q}"))["items"]


class TestList:
    async def test_search_filter_and_order_live_in_the_address(self, page: Page, planned: list[str]) -> None:
        await page.goto("/campaigns")
        await page.get_by_role("searchbox", name="Search by name").fill("listed")
        await expect(page).to_have_url(re.compile(r"/campaigns\?q=listed$"))
        await expect(names(page)).to_have_text(planned[::-1])

        await page.get_by_role("columnheader", name="Campaign").get_by_role("button").click()
        await expect(names(page)).to_have_text(sorted(planned))
        assert "sort=name.asc" in page.url

        await page.get_by_role("button", name=re.compile("Order")).click()
        await page.get_by_role("option", name="Earliest start time first").click()
        await expect(names(page)).to_have_text(planned[::-1])
        await page.reload()
        await expect(names(page)).to_have_text(planned[::-1])

        await page.go_back()
        await expect(names(page)).to_have_text(sorted(planned))
        await page.get_by_role("link", name="Listed Madurai").click()
        await page.get_by_role("heading", name="Listed Madurai").wait_for()
        await page.go_back()
        await expect(page.get_by_role("searchbox", name="Search by name")).to_have_value("listed")
        await expect(names(page)).to_have_text(sorted(planned))

    async def test_several_states_and_the_way_out_of_nothing(self, page: Page, planned: list[str]) -> None:
        await page.goto("/campaigns?q=listed&status=failed")
        await expect(page.get_by_text("No campaign fits these filters")).to_be_visible()
        await page.get_by_role("button", name=re.compile("Status")).click()
        await page.get_by_role("option", name="Scheduled").click()
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("rowheader")).to_have_count(len(planned))
        assert "status=scheduled%2Cfailed" in page.url
        await page.goto("/campaigns?q=nothing+of+the+kind")
        await page.get_by_role("button", name="Clear filters").click()
        await expect(page.get_by_role("rowheader").first).to_be_visible()

    async def test_a_phone_has_cards(self, page: Page, planned: list[str]) -> None:
        await page.set_viewport_size({"width": 360, "height": 780})
        await page.goto("/campaigns?q=listed&sort=name.asc")
        await expect(page.get_by_role("listitem").get_by_role("link", name=re.compile("^Listed"))).to_have_count(
            len(planned)
        )
        await expect(page.get_by_role("table")).to_have_count(0)


class TestFiles:
    async def test_a_workbook_is_refused_at_once_at_its_place(self, page: Page) -> None:
        await page.goto("/campaigns/new")
        await choose_file(page, "PK", name="contacts.xlsx")
        await page.get_by_role("button", name="Check the file").click()
        contacts = page.get_by_role("region", name="Contacts")
        await expect(contacts.get_by_role("alert")).to_contain_text("Save it there as “CSV UTF-8”")

    async def test_a_wrong_header_is_told_beside_the_file_without_being_asked(self, page: Page) -> None:
        await page.goto("/campaigns/new")
        await choose(page, "Mobile,Name\n919876543210,Asha\n")
        contacts = page.get_by_role("region", name="Contacts")
        await expect(contacts.get_by_role("alert")).to_contain_text("The first column must be named exactly 'Phone'")
        await contacts.get_by_role("button", name="Remove list.csv").click()
        await expect(contacts.get_by_role("alert")).to_have_count(0)

    async def test_too_many_rows_are_told_in_the_middle_of_the_upload(self, page: Page) -> None:
        await page.goto("/campaigns/new")
        rows = "".join(f"91{number},Asha,A-1,Monday\n" for number in range(7_000_000_000, 7_000_100_001))
        await choose(page, "Phone,{{1}},{{2}},{{3}}\n" + rows)
        contacts = page.get_by_role("region", name="Contacts")
        await expect(contacts.get_by_role("alert")).to_contain_text("more than 1,00,000 recipients")

    async def test_a_file_that_changed_meanwhile_is_not_a_server_that_is_away(self, page: Page, tmp_path: Path) -> None:
        file = tmp_path / "list.csv"
        file.write_text(GOOD)
        await page.goto("/campaigns/new")
        await choose_template(page)
        await page.get_by_label(re.compile("Drop your CSV")).set_input_files(file)
        await expect(page.get_by_text("40 contacts will get a message")).to_be_visible()
        file.write_text(GOOD + "\n919876543210,Asha,A-1,Monday\n")
        await page.get_by_label("Skip duplicates").click(force=True)
        await expect(page.get_by_role("region", name="Contacts").get_by_role("alert")).to_contain_text(
            "The file has changed"
        )

    async def test_a_file_dropped_beside_the_field_is_taken_not_opened(self, page: Page) -> None:
        await page.goto("/campaigns/new")
        await page.get_by_label("Campaign name").wait_for()
        await page.evaluate(
            """() => {
                const dataTransfer = new DataTransfer();
                dataTransfer.items.add(new File(["Phone\\n"], "dropped.csv"));
                const drop = (type) => new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true });
                document.querySelector("h1").dispatchEvent(drop("dragover"));
                document.querySelector("h1").dispatchEvent(drop("drop"));
            }"""
        )
        await expect(page.get_by_text("dropped.csv")).to_be_visible()


class TestReview:
    async def test_rows_to_mend_by_reason_and_as_a_file_before_anything_is_created(
        self, page: Page, platform: Platform
    ) -> None:
        await compose(page, "With trouble", BAD)
        left = page.get_by_role("region", name="4 rows are left out")
        await expect(left.get_by_role("row")).to_have_count(5)
        await left.get_by_role("button", name=re.compile("10 digits.*2 rows")).click()
        await expect(left.get_by_role("row")).to_have_count(3)
        await expect(left.get_by_role("row").nth(1)).to_contain_text("9876543211, Mina, A-2, Monday")

        async with page.expect_download() as saving:
            await left.get_by_role("button", name="Download these rows").click()
        download = await saving.value
        assert download.suggested_filename == "list-invalid-rows.csv"
        lines = list(csv.DictReader(io.StringIO((await download.path()).read_text("utf-8-sig"))))
        assert [line["Phone"] for line in lines] == ["98765", "9876543211", "9876543212", "919812345678"]
        assert "{{1}} is empty" in lines[3]["Reason"]
        assert await campaigns(platform, "With trouble") == []

    async def test_messages_are_looked_at_from_the_first_to_the_last_row(self, page: Page) -> None:
        await compose(page, "Looked through", GOOD)
        rows = page.get_by_role("group", name="Row shown for order_shipped")
        await expect(rows).to_contain_text("Row 2")
        later = rows.get_by_role("button", name="Later row")
        for _ in range(9):
            await later.click()
        await expect(rows).to_contain_text("Row 41")
        await expect(later).to_be_disabled()

    async def test_the_back_button_leads_to_the_form_and_leaving_it_asks(self, page: Page) -> None:
        await page.goto("/campaigns")
        await compose(page, "Unfinished", GOOD)
        await page.get_by_role("heading", name=re.compile("40 rows checked")).wait_for()
        await page.go_back()
        await expect(page.get_by_label("Campaign name")).to_have_value("Unfinished")
        await page.get_by_role("link", name="Campaigns").first.click()
        question = page.get_by_role("alertdialog", name="Leave this campaign unfinished?")
        await question.get_by_role("button", name="Stay here").click()
        await expect(page.get_by_text("list.csv")).to_be_visible()
        await page.get_by_role("link", name="Campaigns").first.click()
        await question.get_by_role("button", name="Leave").click()
        await page.get_by_role("heading", name="Campaigns", exact=True).wait_for()


class TestStart:
    async def test_a_time_in_india_is_picked_checked_and_kept(self, page: Page, platform: Platform) -> None:
        await page.goto("/campaigns/new")
        await page.get_by_label("Campaign name").fill("Planned for tomorrow")
        await choose(page, GOOD)
        await start_later(page)
        time = page.get_by_label("Day and time (IST)")
        await time.fill("2020-01-01T09:00")
        await expect(page.get_by_text("This time has passed. Choose a later one.")).to_be_visible()
        await page.get_by_role("button", name=re.compile("^Tomorrow, 9:00")).click()
        tomorrow = (SystemClock().now().astimezone(IST) + timedelta(days=1)).replace(
            hour=9, minute=0, second=0, microsecond=0
        )
        await expect(page.get_by_text(f"{tomorrow:%A}, {tomorrow.day} ")).to_be_visible()
        await expect(page.get_by_text("40 contacts will get a message")).to_be_visible()
        await page.get_by_role("button", name="Review and start").click()

        plan = page.get_by_role("region", name="What happens on Schedule")
        await expect(plan).to_contain_text(re.compile("9:00.am.IST"))
        await page.get_by_role("button", name="Schedule").click()
        dialog = page.get_by_role("alertdialog", name="Schedule for 40 contacts?")
        await expect(dialog).to_contain_text("a scheduled campaign cannot be edited")
        await dialog.get_by_role("button", name="Schedule").dblclick()
        await page.get_by_role("heading", name="Planned for tomorrow").wait_for()
        (made,) = await campaigns(platform, "Planned for tomorrow")
        assert (made["status"], datetime.fromisoformat(made["scheduled_at"])) == ("scheduled", tomorrow)

        await compose(page, "After it", GOOD)
        await page.get_by_role("button", name="Change something").click()
        await start_later(page)
        await page.get_by_label("Day and time (IST)").fill(f"{tomorrow:%Y-%m-%d}T09:00")
        await page.get_by_role("button", name=re.compile("Check the file|Review and start")).click()
        await expect(plan).to_contain_text("“Planned for tomorrow” (Scheduled): 40 messages left")

    async def test_an_answer_that_got_lost_does_not_make_a_second_campaign(
        self, page: Page, platform: Platform
    ) -> None:
        await compose(page, "Answer lost", csv_of(5, first=6_100_000))
        await page.get_by_role("button", name="Start sending").click()

        async def lose(route: Any) -> None:
            await route.fetch()
            await route.abort()

        await page.route("**/api/campaigns", lose, times=1)
        dialog = page.get_by_role("alertdialog")
        await dialog.get_by_role("button", name="Send to 5 contacts").click()
        await expect(dialog.get_by_text("the same campaign is never made twice")).to_be_visible()
        await dialog.get_by_role("button", name="Send to 5 contacts").click()
        await page.get_by_role("heading", name="Answer lost").wait_for()
        assert len(await campaigns(platform, "Answer lost")) == 1


@pytest.mark.parametrize(("size", "theme", "language"), [("phone", "dark", "hi"), ("desktop", "light", "en")])
async def test_axe_finds_nothing_in_any_step(
    browser: Browser, platform: Platform, planned: list[str], size: str, theme: Any, language: str
) -> None:
    width, height = SIZES[size]
    context = await browser.new_context(
        base_url=platform.web.address,
        viewport={"width": width, "height": height},
        color_scheme=theme,
        reduced_motion="reduce",
        locale="en-IN",
    )
    page = await context.new_page()
    await sign_in(page)
    await page.evaluate("language => localStorage.setItem('harkara-language', language)", language)
    words = WORDS[language]
    found: dict[str, list[str]] = {}

    async def look(step: str) -> None:
        found[step] = await troubles(page)

    await page.goto("/campaigns?q=listed")
    await page.get_by_role("link", name="Listed Agra").wait_for()
    await look("list")
    await page.get_by_role("button", name=re.compile(words["status"])).click()
    await page.get_by_role("option").first.wait_for()
    await look("states")
    await page.goto("/campaigns?q=no+such")
    await page.get_by_role("button", name=words["clear"]).wait_for()
    await look("nothing")

    await page.goto("/campaigns/new")
    await page.get_by_label(words["name"]).fill("Looked at")
    await page.get_by_role("button", name=words["check"]).click()
    await page.get_by_role("alert").first.wait_for()
    await look("empty form")
    await choose_template(page)
    await page.locator("input[type=file]").set_input_files(
        {"name": "list.csv", "mimeType": "text/csv", "buffer": BAD.encode()}
    )
    await start_later(page)
    await page.get_by_role("button", name=re.compile(words["tomorrow"])).click()
    await page.get_by_role("button", name=words["review"]).wait_for()
    await look("form")
    await page.get_by_role("button", name=words["review"]).click()
    await page.get_by_role("region", name=words["left out"]).wait_for()
    await look("review")
    await page.get_by_role("button", name=words["schedule"]).click()
    await page.get_by_role("alertdialog").wait_for()
    await look("last question")
    await page.get_by_role("alertdialog").get_by_role("button").first.click()
    await page.go_back()
    await page.locator("main").get_by_role("link").first.click()
    await page.get_by_role("alertdialog").wait_for()
    await look("leaving")
    await context.close()
    assert {step: what for step, what in found.items() if what} == {}


WORDS = {
    "en": {
        "status": "Status",
        "clear": "Clear filters",
        "name": "Campaign name",
        "check": "Check the file",
        "tomorrow": "^Tomorrow",
        "review": "Review and start",
        "left out": "4 rows are left out",
        "schedule": "Schedule",
    },
    "hi": {
        "status": "स्थिति",
        "clear": "फ़िल्टर हटाएँ",
        "name": "कैंपेन का नाम",
        "check": "फ़ाइल जाँचें",
        "tomorrow": "^कल",
        "review": "देखें और शुरू करें",
        "left out": "4 पंक्तियाँ छोड़ी जाएँगी",
        "schedule": "शेड्यूल करें",
    },
}


async def choose_template(page: Page) -> None:
    await page.get_by_role("listitem").filter(has_text=re.compile("^order_shipped")).first.click()


async def choose(page: Page, content: str) -> None:
    """Choose a template, then a file: all that a check needs."""
    await choose_template(page)
    await choose_file(page, content)


async def start_later(page: Page) -> None:
    await page.get_by_role("radio").first.focus()
    await page.keyboard.press("ArrowDown")


async def troubles(page: Page) -> list[str]:
    """Return axe's violations on what is shown, and whether it scrolls sideways."""
    await page.evaluate(AXE.read_text())
    result = await page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    found = [f"{item['id']}: {node['html'][:160]}" for item in result["violations"] for node in item["nodes"]]
    if await page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        found.append("scrolls sideways")
    return found
