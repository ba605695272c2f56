"""Changes arrive as they happen; while they cannot, the dashboard says so, asks every 30 seconds, and comes back by itself."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import psutil
import pytest
from playwright.async_api import BrowserContext, Page, WebSocketRoute, expect
from tests.acceptance.platform import Platform, csv_of
from tests.browser.conftest import sign_in
from tests.browser.test_notifications import completed, violations

pytestmark = pytest.mark.browser

HIDE = """state => {
    Object.defineProperty(document, 'visibilityState', {value: state, configurable: true});
    Object.defineProperty(document, 'hidden', {value: state === 'hidden', configurable: true});
    document.dispatchEvent(new Event('visibilitychange', {bubbles: true}));
}"""


class Network:
    """What stands between the dashboard and Realtime."""

    def __init__(self) -> None:
        self.is_cut = False
        self.connections = 0
        self._open: list[WebSocketRoute] = []

    async def connect(self, route: WebSocketRoute) -> None:
        self.connections += 1
        if self.is_cut:
            await route.close(code=1011)
        else:
            route.connect_to_server()
            self._open.append(route)

    async def cut(self) -> None:
        self.is_cut = True
        for route in self._open:
            await route.close(code=1011)
        self._open.clear()


@pytest.fixture
async def network(context: BrowserContext) -> Network:
    network = Network()
    await context.route_web_socket(re.compile("/realtime/v1/websocket"), network.connect)
    return network


@pytest.fixture
async def page(context: BrowserContext, network: Network) -> Page:
    """A page whose clock the test moves, signed in and live. Its console may complain of connections that broke."""
    page = await context.new_page()
    await page.clock.install()
    await sign_in(page)
    await expect_state(page, "Live")
    return page


async def expect_state(page: Page, text: str) -> None:
    await expect(page.get_by_text(text, exact=True).first).to_be_visible()


async def test_progress_of_a_campaign_arrives_without_a_question(page: Page, platform: Platform) -> None:
    number, template = await platform.number(), await platform.template("order_shipped")
    created = await platform.upload(
        csv_of(1200, first=8_000_000), name="Live progress", number_id=number["id"], template_ids=[template["id"]]
    )
    campaign_id = created.body["id"]
    await page.goto(f"/campaigns/{campaign_id}")
    await expect_state(page, "Live")
    await platform.until_campaign(campaign_id, lambda c: c["total_sent"] > 0)
    done = page.locator("p").filter(has_text=re.compile(r"of 1,200 contacts$"))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))

    for _ in range(3):
        await expect(done).not_to_have_text(await done.inner_text())

    assert asked.count(f"/api/campaigns/{campaign_id}") <= 1  # what the row does not tell, once in 15 s
    await platform.call("POST", f"/campaigns/{campaign_id}/stop")
    await expect(page.get_by_role("button", name="Resume")).to_be_visible()


async def test_without_realtime_figures_are_polled_until_it_is_back(
    page: Page, network: Network, platform: Platform
) -> None:
    await page.goto("/campaigns")
    await expect_state(page, "Live")
    await network.cut()
    await expect_state(page, "Reconnecting")
    await page.clock.fast_forward(10_000)
    await expect_state(page, "Polling every 30 s")
    await expect(page.get_by_text(re.compile("Live updates are interrupted"))).to_have_count(1)
    assert await violations(page) == []

    await completed(platform, "Polled", 8_100_000)
    await expect(page.get_by_role("link", name="Polled")).to_have_count(0)
    await page.clock.fast_forward(30_000)
    await expect(page.get_by_role("link", name="Polled").first).to_be_visible()

    network.is_cut = False
    await page.clock.fast_forward(10_000)
    await expect_state(page, "Live")
    await expect(page.get_by_text("Live updates are back.")).to_have_count(1)
    await completed(platform, "Told", 8_200_000)
    await expect(page.get_by_role("link", name="Told").first).to_be_visible()


async def test_a_restart_of_the_api_is_survived(page: Page, platform: Platform) -> None:
    await page.goto("/campaigns")
    await expect_state(page, "Live")
    (api,) = (child for child in psutil.Process(platform.process.pid).children() if "api" in child.cmdline())
    api.kill()
    await expect_state(page, "Reconnecting")
    await page.clock.resume()
    await expect(page.get_by_text("Live", exact=True).first).to_be_visible(timeout=60_000)
    await completed(platform, "After the restart", 8_300_000)
    await expect(page.get_by_role("link", name="After the restart").first).to_be_visible()


async def test_two_tabs_are_told(page: Page, context: BrowserContext, platform: Platform) -> None:
    other = await context.new_page()
    await other.goto("/numbers")
    await expect_state(other, "Live")
    await completed(platform, "For both tabs", 8_400_000)
    for tab in (page, other):
        await expect(tab.get_by_text(re.compile("New notification.*'For both tabs'"))).to_have_count(1)


async def test_a_page_that_slept_is_fresh_when_it_wakes(page: Page, network: Network, platform: Platform) -> None:
    await page.goto("/campaigns")
    await expect_state(page, "Live")
    await page.evaluate(HIDE, "hidden")
    await network.cut()
    await page.clock.fast_forward(3_600_000)
    network.is_cut = False
    before = network.connections
    await completed(platform, "While asleep", 8_500_000)
    await page.clock.fast_forward(20_000)
    assert network.connections == before  # nobody looks: nobody reconnects

    await page.evaluate(HIDE, "visible")

    await expect_state(page, "Live")
    await expect(page.get_by_role("link", name="While asleep").first).to_be_visible()
