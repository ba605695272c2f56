"""T5: the API is restarted while a hundred dashboards are open. They come back by themselves, and show what the database holds."""

from __future__ import annotations

import asyncio
import shutil
import signal
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.acceptance.platform import until
from tests.faults.figures import report, spread
from tests.faults.fleet import Fleet
from tests.faults.scale import sized
from tests.node_process import NodeProcess

pytestmark = pytest.mark.faults

ROOT = Path(__file__).parents[2]
NODE = ROOT / ".venv" / "bin" / "node"
DASHBOARDS = 100
RESTARTS = sized(1, 10)
LIVE_WITHIN = 15.0
PATIENCE = 60.0
EQUAL_WITHIN = 10.0


class Dashboards(NodeProcess):
    """The process that plays them."""

    async def all_live(self) -> float:
        """Wait until each of them is live and has loaded; return when the last one was."""
        waiting = set(range(DASHBOARDS))
        while waiting:
            waiting.discard((await self.hear()).get("live", -1))
        return time.monotonic()

    async def shown(self) -> list[list[Any]]:
        """Return status and total of the campaign, as each dashboard has them."""
        await self.do("show")
        while True:
            heard = await self.hear()
            if "shown" in heard:
                return heard["shown"]


@asynccontextmanager
async def dashboards() -> AsyncGenerator[Dashboards]:
    node = str(NODE) if NODE.exists() else shutil.which("node")
    if node is None or not (ROOT / "web/node_modules/@supabase").exists():
        pytest.skip("needs Node and the dashboard's packages: make web/node_modules/.stamp")
    process = await asyncio.create_subprocess_exec(
        node,
        str(Path(__file__).with_name("dashboards.mjs")),
        str(ROOT / "web" / "package.json"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=8 * 1024 * 1024,
    )
    try:
        yield Dashboards(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await asyncio.wait_for(process.wait(), PATIENCE)


async def test_t5_a_restart_with_a_hundred_dashboards_open(fleet: Fleet) -> None:
    rate, api = sized(50, 200), fleet.lasting[1]
    live, since_start = [], []
    async with fleet.workers_of({}), dashboards() as opened:
        run = await fleet.begin(recipients=rate * sized(20, 300), rate=rate)
        where = {"url": fleet.web.address, "token": fleet.token, "campaign": run.campaign_id}
        await opened.do("open", count=DASHBOARDS, **where)
        await opened.all_live()
        for _ in range(RESTARTS):
            api.signal(signal.SIGKILL)
            await api.ended(10.0)
            ended = time.monotonic()
            await fleet.restart_api()
            answers = time.monotonic()
            back = await opened.all_live()
            live.append(back - ended)
            since_start.append(back - answers)
        await fleet.completed(run)
        wanted = ["completed", run.recipients]

        async def are_equal() -> bool:
            return await opened.shown() == [wanted] * DASHBOARDS

        await until(are_equal, EQUAL_WITHIN)
    arrivals = await fleet.arrivals(run)
    sums = await fleet.sums(arrivals, run)

    report(
        "T5",
        runs=RESTARTS,
        rate=rate,
        dashboards=DASHBOARDS,
        **sums,
        **spread("recovered_s", live),
        **spread("live_after_api_answers_s", since_start),
    )
    assert max(since_start) <= LIVE_WITHIN
    assert sums["lost"] == sums["doubled"] == sums["unknown"] == sums["failed"] == 0
