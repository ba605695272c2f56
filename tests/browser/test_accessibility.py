"""axe finds no violation on any page, in both themes, on desktop and phone; and nothing scrolls sideways."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.async_api import Browser, Page
from tests.acceptance.platform import EMAIL, PASSWORD, Platform, csv_of
from tests.browser.customers import conversation, until_answered, write

pytestmark = pytest.mark.browser

AXE = Path("web/node_modules/axe-core/axe.min.js")
PAGES = [
    "/",
    "/campaigns",
    "/campaigns/new",
    "/campaigns/{campaign}",
    "/inbox",
    "/inbox/{conversation}",
    "/inbox/figures",
    "/numbers",
    "/settings",
    "/templates",
    "/notifications",
    "/no-such-page",
]
SIZES = {"desktop": (1440, 900), "phone": (360, 780)}


@pytest.fixture(scope="module")
def axe() -> str:
    """The checker's source; evaluated by the debugger, which the page's CSP does not concern."""
    return AXE.read_text()


@pytest.fixture(scope="module")
async def campaign_id(platform: Platform) -> int:
    """A campaign with failed, invalid and read contacts to look at."""
    number, template = await platform.number(), await platform.template("order_shipped")
    await platform.fault(kind="error", code=131026, count=3)
    created = await platform.upload(
        csv_of(30, first=8_900_000) + "\n98765,Asha,A-1,Monday\n",
        name="Looked at",
        number_id=number["id"],
        template_ids=[template["id"]],
    )
    await platform.until_campaign(created.body["id"], lambda c: c["total_read"] == 27)
    return created.body["id"]


@pytest.fixture(scope="module")
async def conversation_id(platform: Platform) -> str:
    """A conversation with an answer, a file and a place to look at."""
    await write(platform, "919830000001", "Where is my order?", name="Anjali")
    for kind in ("image", "location", "contacts", "order", "unsupported"):
        await write(platform, "919830000001", type=kind)
    found = await conversation(platform, "9830000001")
    await until_answered(platform, found["id"])
    return found["id"]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_every_page(
    browser: Browser,
    platform: Platform,
    campaign_id: int,
    conversation_id: str,
    axe: str,
    size: str,
    theme: Literal["light", "dark"],
) -> None:
    width, height = SIZES[size]
    context = await browser.new_context(
        base_url=platform.web.address,
        viewport={"width": width, "height": height},
        color_scheme=theme,
        reduced_motion="reduce",
    )
    page = await context.new_page()
    found: dict[str, Any] = {"/sign-in": await examine(page, axe, "/sign-in")}
    await page.get_by_label("Email").fill(EMAIL)
    await page.get_by_label("Password", exact=True).fill(PASSWORD)
    await page.keyboard.press("Enter")
    await page.get_by_role("heading", name="Overview").wait_for()
    for path in PAGES:
        found[path] = await examine(page, axe, path.format(campaign=campaign_id, conversation=conversation_id))
    await context.close()
    assert {path: troubles for path, troubles in found.items() if troubles} == {}


async def examine(page: Page, axe: str, path: str) -> list[str]:
    """Return axe's violations on a page, and whether it scrolls sideways."""
    await page.goto(path)
    await page.get_by_role("heading", level=1).wait_for()
    await page.wait_for_load_state("networkidle")
    await page.evaluate(axe)
    result = await page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    troubles = [f"{item['id']}: {node['html'][:160]}" for item in result["violations"] for node in item["nodes"]]
    if await page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        troubles.append("scrolls sideways")
    return troubles
