"""T4: an API process that may open 256 files, more dashboards than that all at once, and some that do not read."""

from __future__ import annotations

import asyncio
import resource
import sys
import time
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import psutil
import pytest
from tests.acceptance.platform import until
from tests.embedded.realtime.raw_client import CAMPAIGNS, NOTIFICATIONS, RawClient, raw_client
from tests.faults.figures import report
from tests.faults.fleet import Fleet, Process
from tests.faults.scale import sized
from tests.faults.test_webhooks import post_all, stored
from tests.features.webhooks.meta_events import event, status
from websockets.exceptions import InvalidStatus

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(sys.platform != "linux", reason="prlimit sets the limits of a running process on Linux only"),
]

FILES = 256
DASHBOARDS = sized(300, 1_000)
SLOW = sized(10, 60)
MEANWHILE = 20
"""Events of Meta's that come while all the dashboards knock at once."""

NEWS = 40
"""Notifications of 200 kB: twice what is kept for a client that does not read (4 MB)."""

GROWTH_MB = 20 * SLOW + 150
"""What the process may grow by: 4 MB and what travels to each slow reader, several times over."""


async def test_t4_more_dashboards_than_files_and_slow_readers(fleet: Fleet) -> None:
    rate = sized(100, 300)
    bodies = [event(status(f"wamid.T4-{number}", "read")) for number in range(50)]
    api = fleet.lasting[1]
    async with fleet.workers_of({}), few_files(api), AsyncExitStack() as sockets:
        run = await fleet.begin(recipients=rate * sized(12, 60), rate=rate)
        await fleet.until_accepted(run.after + rate)
        began, memory = time.monotonic(), memory_mb(api)
        slow = [await slow_reader(fleet, sockets) for _ in range(SLOW)]
        knocking = [asyncio.create_task(dashboard(fleet, sockets)) for _ in range(DASHBOARDS)]
        amid = await asyncio.gather(*(timed_post(fleet, body) for body in bodies[:MEANWHILE]))
        opened = await asyncio.gather(*knocking)
        full = psutil.Process(api.pid).num_fds()
        taken = await post_all(fleet, fleet.web, bodies[MEANWHILE:])
        page = await fleet.call("GET", "/campaigns")
        await spread_news(fleet)
        grown = memory_mb(api) - memory
        ended = await asyncio.gather(*(end_of(client) for client in slow))
        over = time.monotonic()
        await fleet.completed(run)
        alive = all(process.is_alive for process in fleet.lasting)
    arrivals = await fleet.arrivals(run)
    sums = await fleet.sums(arrivals, run)
    lowest = arrivals.emptiest_second(began, min(over, arrivals.moments[-1])) / rate

    report(
        "T4",
        runs=1,
        rate=rate,
        **sums,
        files=FILES,
        files_open=full,
        dashboards_let_in=sum(opened) + SLOW,
        dashboards_refused=DASHBOARDS - sum(opened),
        webhooks_meanwhile_s_worst=round(max(seconds for _, seconds in amid), 2),
        slow_closed=sum(code == 1013 for code in ended),
        memory_grown_mb=round(grown),
        lowest_share_of_rate=round(lowest, 2),
    )
    assert sum(opened) + SLOW == FILES // 2
    assert full < FILES
    assert {code for code, _ in amid} == set(taken) == {200}
    assert await stored(fleet, bodies) == set(bodies)
    assert page.status == 200
    assert set(ended) == {1013}
    assert grown < GROWTH_MB
    assert alive
    assert sums["lost"] == sums["doubled"] == sums["unknown"] == sums["failed"] == 0


@asynccontextmanager
async def few_files(process: Process) -> AsyncGenerator[None]:
    """Let it open no more than FILES for the duration of the block."""
    soft, hard = resource.prlimit(process.pid, resource.RLIMIT_NOFILE)
    resource.prlimit(process.pid, resource.RLIMIT_NOFILE, (FILES, hard))
    try:
        yield
    finally:
        resource.prlimit(process.pid, resource.RLIMIT_NOFILE, (soft, hard))


async def dashboard(fleet: Fleet, sockets: AsyncExitStack) -> bool:
    """Open one that listens to campaigns; return whether it was let in. One that got no answer raises."""
    try:
        client = await sockets.enter_async_context(raw_client(fleet.web.address, open_timeout=60))
    except InvalidStatus as refused:
        if refused.response.status_code != 429:
            raise
        return False
    await client.join_live(fleet.token, CAMPAIGNS)
    return True


async def timed_post(fleet: Fleet, body: bytes) -> tuple[int, float]:
    """Post as Meta does; return the code and the seconds it took."""
    began = time.monotonic()
    [code] = await post_all(fleet, fleet.web, [body])
    return code, time.monotonic() - began


async def slow_reader(fleet: Fleet, sockets: AsyncExitStack) -> RawClient:
    """Open one that asks for notifications and then takes nothing off its socket."""
    options: dict[str, Any] = {"compression": None, "open_timeout": 60}
    client = await sockets.enter_async_context(raw_client(fleet.web.address, **options))
    await client.join_live(fleet.token, NOTIFICATIONS)
    client.socket.transport.pause_reading()
    return client


async def spread_news(fleet: Fleet) -> None:
    """Tell everybody more than the slow ones are given room for, and wait until it has been told."""
    for _ in range(4):
        await fleet.execute(
            "INSERT INTO notifications (type, title, message)"
            " SELECT 'test', 'News', repeat('x', 200000) FROM generate_series(1, %s)",
            (NEWS,),
        )
        await asyncio.sleep(1.1)  # one window of the feed

    async def is_quiet() -> bool:
        return (await fleet.web.call("GET", "/healthz")).status == 200

    await until(is_quiet, 30)


async def end_of(client: RawClient) -> int | None:
    """Read on and return with which code the server had closed."""
    client.socket.transport.resume_reading()
    return (await client.closed())[0]


def memory_mb(process: Process) -> float:
    return psutil.Process(process.pid).memory_info().rss / 1024**2
