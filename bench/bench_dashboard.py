"""The dashboard as a browser feels it: Lighthouse on the production build, and how long the page takes to answer the operator.

The whole platform runs (`harkara run` on the sandbox) with `--campaigns` campaigns; Debian's Chromium signs in once. The operator's keys and
clicks are timed while one more campaign is sending. It is stopped before Lighthouse, which measures the page, not what else two cores do:
it throttles in simulation (desktop: 10 Mbit/s; phone: 1.6 Mbit/s, 150 ms, a four times slower processor).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from playwright.async_api import BrowserContext, Page, async_playwright
from rich.console import Console
from rich.table import Table
from tests.acceptance.platform import Platform, csv_of, running_platform, until
from tests.browser.conftest import FLAGS, sign_in

from bench_one_number import free_port

LIGHTHOUSE = Path("web/node_modules/lighthouse/cli/index.js")
PAGES = ["/", "/campaigns", "/campaigns/{live}", "/campaigns/new", "/inbox", "/templates", "/numbers", "/settings"]
LIVE_ROWS = 60_000
# Event timing (web.dev/articles/inp): from the key or click until the next frame is shown.
WATCH = """
window.slowest = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (entry.interactionId) window.slowest.push([entry.name, entry.duration]);
}).observe({ type: "event", durationThreshold: 16, buffered: true });
"""


@dataclass
class Visit:
    """What Lighthouse found on one page."""

    page: str
    form: str
    performance: int
    accessibility: int
    best_practices: int
    first_paint_ms: int
    largest_paint_ms: int
    blocking_ms: int
    layout_shift: float
    script_kb: int


async def fill(platform: Platform, campaigns: int) -> int:
    """Send small campaigns and start a long one; return its id."""
    await platform.behave(time_scale=0.02, fail_share=0.02, read_share=0.7)
    number, template = await platform.number(), await platform.template("order_shipped")
    fields = {"number_id": number["id"], "template_ids": [template["id"]]}
    for place in range(campaigns):
        await create(platform, csv_of(3, first=place * 10), name=f"Dispatch of lot {place}", **fields)
    live = await create(platform, csv_of(LIVE_ROWS, first=1_000_000), name="Diwali parcels", **fields)
    await platform.until_campaign(live, lambda campaign: campaign["total_sent"] > 0, 300)
    return live


async def create(platform: Platform, csv: bytes, **fields: Any) -> int:
    """Upload a file and return the campaign's id; after an operator's burst of uploads, one a second is taken."""
    taken: list[dict[str, Any]] = []

    async def is_taken() -> bool:
        answer = await platform.upload(csv, **fields)
        if answer.status != 429:
            taken.append(answer.body)
        return bool(taken)

    await until(is_taken, 30)
    return taken[0]["id"]


async def lighthouse(address: str, port: int, form: str) -> dict[str, Any]:
    """Return Lighthouse's report on an address in the browser that listens on the port."""
    settings = ["--preset=desktop"] if form == "desktop" else []
    process = await asyncio.create_subprocess_exec(
        "node",
        str(LIGHTHOUSE),
        address,
        f"--port={port}",
        "--disable-storage-reset",
        "--output=json",
        "--quiet",
        "--only-categories=performance,accessibility,best-practices",
        "--no-enable-error-reporting",
        *settings,
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip - one flag a line would hide which belong together
    output, _ = await process.communicate()
    assert process.returncode == 0
    return json.loads(output)


def visit_of(page: str, form: str, report: dict[str, Any]) -> Visit:
    """Return the figures that matter of a report."""
    score = {name: round(100 * (category["score"] or 0)) for name, category in report["categories"].items()}
    value = {name: audit.get("numericValue", 0) for name, audit in report["audits"].items()}
    requests = report["audits"]["network-requests"]["details"]["items"]
    return Visit(
        page,
        form,
        score["performance"],
        score["accessibility"],
        score["best-practices"],
        round(value["first-contentful-paint"]),
        round(value["largest-contentful-paint"]),
        round(value["total-blocking-time"]),
        round(value["cumulative-layout-shift"], 3),
        round(sum(item["transferSize"] for item in requests if item.get("resourceType") == "Script") / 1000),
    )


async def interactions(page: Page, live: int) -> list[float]:
    """Work as an operator does while a campaign runs; return how long each key and click took to show, in ms."""
    await page.add_init_script(WATCH)
    await page.goto("/campaigns")
    await page.get_by_role("searchbox").first.press_sequentially("lot 1", delay=60)
    await page.get_by_role("searchbox").first.fill("")
    await page.get_by_role("link", name="Diwali parcels").first.click()
    await page.get_by_role("heading", name="Diwali parcels").wait_for()
    for name in ("Templates", "Numbers", "Inbox", "Campaigns"):
        await page.get_by_role("navigation").get_by_role("link", name=name).first.click()
        await page.get_by_role("heading", name=name).first.wait_for()
    await page.goto(f"/campaigns/{live}")
    await page.get_by_role("searchbox").first.press_sequentially("98765", delay=60)
    return [duration for _, duration in await page.evaluate("window.slowest")]


async def measure(context: BrowserContext, platform: Platform, port: int, live: int, forms: list[str]) -> list[Visit]:
    """Return a visit of each page in each form."""
    visits: list[Visit] = []
    browser = await context.new_cdp_session(context.pages[0])
    for form in forms:
        for path in PAGES:
            page = path.format(live=live)
            # A first visit: Lighthouse leaves the storage alone, which holds the session, and with it the cache.
            await browser.send("Network.clearBrowserCache")
            visits.append(visit_of(path, form, await lighthouse(platform.web.address + page, port, form)))
    return visits


def show(visits: list[Visit], durations: list[float]) -> None:
    """Print the table."""
    table = Table(title="The dashboard in Lighthouse")
    for column in asdict(visits[0]):
        table.add_column(column.replace("_", " "), justify="left" if column in ("page", "form") else "right")
    for visit in visits:
        table.add_row(*(str(value) for value in asdict(visit).values()))
    Console().print(table)
    # What took less than the 16 ms the browser reports from counts as nothing.
    slowest = max(durations, default=0)
    middle = statistics.median(durations) if durations else 0
    Console().print(
        f"{len(durations)} keys and clicks took 16 ms or more: median {middle:.0f} ms, slowest {slowest:.0f} ms"
    )


async def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--campaigns", type=int, default=200)
    parser.add_argument("--forms", nargs="+", default=["desktop", "phone"])
    options = parser.parse_args()
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        async with running_platform(Path(folder) / "data") as platform, async_playwright() as playwright:
            live = await fill(platform, options.campaigns)
            context = await playwright.chromium.launch_persistent_context(
                Path(folder) / "browser",
                executable_path="/usr/bin/chromium",
                args=[*FLAGS, f"--remote-debugging-port={port}"],
                base_url=platform.web.address,
                viewport={"width": 1440, "height": 900},
            )
            page = await context.new_page()
            await sign_in(page)
            durations = await interactions(page, live)
            await platform.call("POST", f"/campaigns/{live}/stop")
            await platform.until_campaign(live, lambda campaign: campaign["status"] == "stopped")
            visits = await measure(context, platform, port, live, options.forms)
            await context.close()
    show(visits, durations)
    figures = {"visits": [asdict(visit) for visit in visits], "slowest_interaction_ms": max(durations, default=0)}
    print(json.dumps({"bench": "dashboard", **figures}))


if __name__ == "__main__":
    asyncio.run(main())
