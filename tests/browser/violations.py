"""What axe has to say against the page as it is now, an open dialog or menu included."""

from __future__ import annotations

import asyncio
from pathlib import Path

from playwright.async_api import Page

AXE = Path("web/node_modules/axe-core/axe.min.js")


async def violations(page: Page) -> list[str]:
    """Return axe's violations; evaluated by the debugger, which the page's CSP does not concern."""
    await page.evaluate(await asyncio.to_thread(AXE.read_text))
    result = await page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{item['id']}: {node['html'][:160]}" for item in result["violations"] for node in item["nodes"]]
