"""One campaign's page on the real platform: live from start to end, stopped and resumed, its failures and contacts, its export."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect
from tests.acceptance.platform import Platform, csv_of, until
from tests.browser.conftest import settled
from tests.browser.test_accessibility import AXE

pytestmark = pytest.mark.browser

PAGES_OF_CODES = re.compile(r"status=failed&code=131026")


async def create(platform: Platform, csv_text: str, name: str, **fields: Any) -> int:
    number, template = await platform.number(), await platform.template("order_shipped")
    fields = {"template_ids": [template["id"]], **fields}
    created = await platform.upload(csv_text, name=name, number_id=number["id"], **fields)
    assert created.status == 201, created.body
    return created.body["id"]


async def other_templates(platform: Platform) -> list[dict[str, Any]]:
    """Return sendable templates that take the same three values as `order_shipped`."""
    found = (await platform.get("/templates?category=UTILITY&limit=200"))["items"]
    return [
        template
        for template in found
        if template["unsendable_reason"] is None
        and (template["variable_count"], template["header_format"]) == (3, None)
        and not template["name"].startswith("order_shipped")
    ]


async def violations(page: Page) -> list[str]:
    await settled(page)
    await page.evaluate(AXE.read_text())
    result = await page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{item['id']}: {node['html'][:160]}" for item in result["violations"] for node in item["nodes"]]


def region(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name)


async def test_a_whole_campaign_live_then_its_failures_and_a_contact(page: Page, platform: Platform) -> None:
    await platform.fault(kind="error", code=131026, count=4)
    other = (await other_templates(platform))[0]
    first = await platform.template("order_shipped")
    campaign_id = await create(
        platform,
        csv_of(300, first=9_100_000) + "\n98765,Asha,A-1,Monday\n",
        "Watched live",
        template_ids=[first["id"], other["id"]],
    )
    await page.goto(f"/campaigns/{campaign_id}")

    # It moves by itself, to the end.
    await expect(page.get_by_text("Completed").first).to_be_visible(timeout=60_000)
    await platform.until_campaign(campaign_id, lambda c: c["total_read"] == 296)
    outcome = region(page, "Outcome")
    await expect(outcome).to_contain_text(re.compile(r"Read\s*100% of delivered\s*296"), timeout=60_000)
    await expect(outcome).to_contain_text("4 failed (1.3% of contacts)")
    await expect(outcome).to_contain_text("may take up to 24 hours")
    await expect(region(page, "Templates").get_by_role("listitem")).to_have_count(2)
    await expect(region(page, "Templates").get_by_role("listitem").first).to_contain_text(re.compile(r"Failed\s*4"))

    # The speed is a picture and a table.
    pace = region(page, "Speed over time")
    await expect(pace).to_contain_text(re.compile(r"Fastest [\d.]+/s"))
    await pace.get_by_text("As a table").focus()
    await page.keyboard.press("Enter")
    rows = pace.get_by_role("table", name=re.compile("in figures")).get_by_role("row")
    await expect(rows.nth(1)).to_contain_text(re.compile(r"IST.*/s"))

    # From the reason to the contacts behind it, and to what one of them was to get.
    await region(page, "Why messages failed").get_by_role("button", name="Show 4 contacts").click()
    await expect(page).to_have_url(PAGES_OF_CODES)
    table = region(page, "Contact table")
    await expect(table.get_by_role("button", name=re.compile("show what was sent"))).to_have_count(4)
    await page.get_by_role("button", name="Clear filters").click()
    await page.get_by_role("searchbox", name="Search by phone number").fill("09100050")
    await table.get_by_role("button", name="+91 98091 00050: show what was sent").click()
    drawer = page.get_by_role("dialog")
    await expect(drawer.get_by_text(re.compile("Your order A-9100050 has been shipped"))).to_be_visible()
    await expect(drawer.get_by_role("listitem").last).to_contain_text(re.compile(r"Read.*IST"))
    await page.reload()
    await drawer.get_by_role("link", name="Open the conversation").click()
    await expect(page).to_have_url(re.compile(r"/inbox/\d+-\d+"))
    await expect(page.get_by_text(re.compile("Your order A-9100050 has been shipped")).last).to_be_visible()


async def test_stopped_and_resumed_nobody_is_lost_and_nobody_gets_two(page: Page, platform: Platform) -> None:
    before = (await platform.ledger())["doubled"]
    campaign_id = await create(platform, csv_of(500, first=9_200_000), "Stopped half way")
    await page.goto(f"/campaigns/{campaign_id}")
    await page.get_by_role("button", name="Stop").click()
    dialog = page.get_by_role("alertdialog")
    await expect(dialog).to_contain_text(re.compile(r"Sent so far\s*[\d,]+\s*Held until you resume\s*[\d,]+"))
    assert await violations(page) == []
    await dialog.get_by_role("button", name="Stop sending").click()

    notice = page.get_by_text(re.compile(r"Stopped: [\d,]+ messages are held"))
    await expect(notice).to_be_visible()
    await expect(page.get_by_text("Nothing is in its way now")).to_be_visible()
    await page.get_by_role("button", name="Resume").click()
    await expect(dialog).to_contain_text(re.compile(r"Messages still to send\s*[\d,]+\s*Time at \d+/s, about"))
    assert await violations(page) == []
    await dialog.get_by_role("button", name="Resume sending").click()

    await expect(page.get_by_text("Completed").first).to_be_visible(timeout=60_000)
    campaign = await platform.campaign(campaign_id)
    assert (campaign["total_sent"], (await platform.ledger())["doubled"]) == (500, before)


async def test_a_quarantined_template_is_named_with_what_it_holds_and_leads_to_its_mend(
    page: Page, platform: Platform
) -> None:
    template = (await other_templates(platform))[-1]
    name = template["name"]
    campaign_id = await create(platform, csv_of(600, first=9_300_000), "In the way", template_ids=[template["id"]])
    await platform.until_campaign(campaign_id, lambda c: c["total_sent"] > 0)
    await page.goto(f"/campaigns/{campaign_id}")
    await page.get_by_role("button", name="Stop").wait_for()
    await change(platform, template, "MARKETING")

    link = page.get_by_role("link", name=f"Template {name}")
    await expect(link).to_be_visible(timeout=60_000)
    await expect(page.get_by_text(re.compile(r"[\d,]+ messages wait for it"))).to_be_visible()
    await page.get_by_role("button", name="Resume").click()
    await page.get_by_role("alertdialog").get_by_role("button", name="Resume sending").click()
    await expect(page.get_by_role("alertdialog").get_by_role("alert")).to_contain_text("cannot go on")
    await page.keyboard.press("Escape")
    await link.click()
    drawer = page.get_by_role("dialog", name=name)
    await change(platform, template, "UTILITY")
    await expect(drawer.get_by_role("button", name="Un-quarantine")).to_be_visible()
    await platform.call("POST", f"/templates/{template['id']}/unquarantine")


async def change(platform: Platform, template: dict[str, Any], category: str) -> None:
    """Let Meta move a template to a category, and wait until the platform knows."""
    path = f"/sandbox/templates/{template['meta_id']}"
    assert (await platform.sandbox.call("POST", path, json_body={"category": category})).status == 200

    async def is_known() -> bool:
        return (await platform.get(f"/templates/{template['id']}"))["category"] == category

    await until(is_known)


async def test_the_export_has_every_row_and_no_formula(page: Page, platform: Platform, tmp_path: Path) -> None:
    rows = csv_of(20, first=9_400_000) + '\n919400000001,"=HYPERLINK(""http://x"")",A-1,Monday\n+919,@x,y,z\n'
    campaign_id = await create(platform, rows, "Exported")
    await platform.until_campaign(campaign_id, lambda c: c["total_sent"] == 21)
    await page.goto(f"/campaigns/{campaign_id}")
    async with page.expect_download() as started:
        await page.get_by_role("button", name="Export CSV").click()
    await (await started.value).save_as(tmp_path / "export.csv")
    async with page.expect_download() as started:
        await page.get_by_role("button", name="1 invalid row").click()
    await (await started.value).save_as(tmp_path / "invalid.csv")

    exported, invalid = (
        list(csv.reader(io.StringIO((tmp_path / name).read_text(encoding="utf-8-sig"))))
        for name in ("export.csv", "invalid.csv")
    )
    assert len(exported) == 1 + 22
    assert {row[3] for row in exported[1:]} <= {"sent", "delivered", "read", "invalid"}
    assert invalid[1][:3] == ["'+919", "'@x", "y"]
    cells = [cell for row in (*exported, *invalid) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


async def test_a_scheduled_one_counts_down_and_is_deleted_with_its_contacts(page: Page, platform: Platform) -> None:
    campaign_id = await create(
        platform, csv_of(40, first=9_500_000), "Some day", scheduled_at="2099-01-05T04:30:00+00:00"
    )
    await page.goto(f"/campaigns/{campaign_id}")
    await expect(page.get_by_text("Starts on 5 Jan 2099, 10:00 am IST")).to_be_visible()
    await expect(page.get_by_text(re.compile(r"^In\s[\d,]+\sd"))).to_be_visible()
    await page.get_by_role("button", name="Delete").click()
    dialog = page.get_by_role("alertdialog")
    await expect(dialog).to_contain_text(re.compile(r"Contacts who get no message\s*40"))
    assert await violations(page) == []
    await dialog.get_by_role("button", name="Delete").click()
    await expect(page).to_have_url(re.compile(r"/campaigns$"))
    assert (await platform.call("GET", f"/campaigns/{campaign_id}")).status == 404


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 360])
async def test_nothing_hinders_anybody(page: Page, platform: Platform, theme: str, width: int) -> None:
    """With failures, a speed table and an open contact; nothing scrolls sideways on the narrowest phone."""
    found = (await platform.get("/campaigns?q=Looked over"))["items"]
    if not found:
        await platform.fault(kind="error", code=131049, count=3)
        await create(platform, csv_of(30, first=9_600_000), "Looked over")

        async def done() -> list[Any]:
            return (await platform.get("/campaigns?q=Looked over&status=completed"))["items"]

        found = await until(done)
    await page.emulate_media(color_scheme="dark" if theme == "dark" else "light", reduced_motion="reduce")
    await page.set_viewport_size({"width": width, "height": 800})
    await page.goto(f"/campaigns/{found[0]['id']}?status=failed")
    await region(page, "Why messages failed").get_by_role("button", name="Show 3 contacts").wait_for()
    await page.get_by_text("As a table").click()
    assert await violations(page) == []
    assert await page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    await page.get_by_role("button", name=re.compile("show what was sent")).first.click()
    await page.get_by_role("dialog").get_by_text("What happened").wait_for()
    assert await violations(page) == []


async def test_a_campaign_that_is_not_there_leads_back(page: Page) -> None:
    await page.goto("/campaigns/999999")
    await expect(page.get_by_role("alert")).to_contain_text("There is no such campaign")
    await page.get_by_role("link", name="All campaigns").click()
    await expect(page.get_by_role("heading", name="Campaigns")).to_be_visible()
