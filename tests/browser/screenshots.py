"""Takes the pictures in docs/images: every page of the dashboard, desktop and phone, light and dark. `make screenshots`.

The platform is the real one on the sandbox, in the middle of the day that `stage.py` lets happen.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.async_api import Browser, Page, ViewportSize, async_playwright
from rich.console import Console
from tests.acceptance.platform import Platform, running_platform
from tests.browser.conftest import FLAGS, sign_in
from tests.browser.stage import csv, set_stage

IMAGES = Path("docs/images")
SIZES = {"desktop": ViewportSize(width=1440, height=900), "phone": ViewportSize(width=390, height=844)}
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@dataclass(frozen=True)
class Picture:
    """A page, and what is done on it before the picture is taken."""

    name: str
    address: str
    prepare: Callable[[Page], Awaitable[None]] | None = None


async def _open_palette(page: Page) -> None:
    await page.keyboard.press("Control+k")
    await page.get_by_role("dialog").wait_for()
    await page.keyboard.type("diwali")
    await page.get_by_role("option", name=re.compile("Diwali dispatch")).wait_for()


async def _open_help(page: Page) -> None:
    await page.keyboard.press("?")
    await page.get_by_role("dialog").wait_for()


async def _at_speed(page: Page) -> None:
    """The speed of now is known with the second news of the campaign."""
    await page.get_by_text("Speed now").locator("..").get_by_text(re.compile(r"/s$")).wait_for()


async def _review(page: Page) -> None:
    await page.get_by_label("Campaign name").fill("Reminders for Thursday")
    await page.get_by_role("button", name=re.compile("Send from")).click()
    await page.get_by_role("option").first.click()
    await page.get_by_label("Search by name, text or language").fill("order_shipped")
    await page.get_by_role("checkbox", name=re.compile("^order_shipped English ·")).check(force=True)
    await page.locator("input[type=file]").set_input_files(
        {"name": "thursday.csv", "mimeType": "text/csv", "buffer": csv(1_800, spoiled=6).encode()}
    )
    await page.get_by_role("button", name=re.compile("Check the file|Review and start")).click()
    await page.get_by_text("rows checked").wait_for()


STRANGERS = [
    Picture("sign-in", "/sign-in"),
    Picture("forgot-password", "/forgot-password"),
    Picture("reset-password", "/reset-password#token_hash=as-in-the-mail"),
]


def pictures(addresses: dict[str, str]) -> list[Picture]:
    """Return what is pictured."""
    return [
        Picture("overview", "/"),
        Picture("campaigns", "/campaigns"),
        Picture("campaign", addresses["campaign"], _at_speed),
        Picture("report", addresses["report"]),
        Picture("new-campaign", "/campaigns/new"),
        Picture("review", "/campaigns/new", _review),
        Picture("inbox", addresses["thread"]),
        Picture("replies", "/inbox/figures"),
        Picture("templates", "/templates"),
        Picture("template", addresses["template"]),
        Picture("numbers", "/numbers"),
        Picture("notifications", "/notifications"),
        Picture("settings", "/settings"),
        Picture("palette", "/", _open_palette),
        Picture("shortcuts", "/", _open_help),
    ]


async def take(browser: Browser, platform: Platform, wanted: list[Picture]) -> None:
    """Take each picture in each size and theme."""
    for size, viewport in SIZES.items():
        for theme in THEMES:
            context = await browser.new_context(
                base_url=platform.web.address, viewport=viewport, color_scheme=theme, locale="en-IN"
            )
            page = await context.new_page()
            ending = f"{size}-dark.png" if theme == "dark" else f"{size}.png"
            for picture in STRANGERS:
                await shoot(page, picture, ending)
            await sign_in(page)
            for picture in wanted:
                await shoot(page, picture, ending)
            await context.close()
            Console().print(f"{len(wanted)} pictures, {size}, {theme}")


async def shoot(page: Page, picture: Picture, ending: str) -> None:
    """Take one picture."""
    await page.goto(picture.address)
    await page.wait_for_load_state("networkidle")
    if picture.prepare:
        await picture.prepare(page)
    await page.screenshot(path=IMAGES / f"{picture.name}-{ending}", animations="disabled")


async def main() -> None:
    """Set the stage and take the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        async with running_platform(Path(folder) / "data") as platform, async_playwright() as playwright:
            addresses = await set_stage(platform)
            browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
            await take(browser, platform, pictures(addresses))
            await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
