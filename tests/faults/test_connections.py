"""P4: no connection to PostgreSQL is left - the server's are all taken, or the API's own pool is."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

import psycopg
import pytest
from tests.acceptance.platform import until
from tests.faults.figures import report
from tests.faults.fleet import Fleet
from tests.faults.scale import sized
from tests.faults.superuser import as_superuser
from tests.faults.test_webhooks import post_all, stored
from tests.features.webhooks.meta_events import event, status

from harkara.entrypoints.api import PATIENCE
from harkara.kit.database_pooler import AMPLE

pytestmark = pytest.mark.faults

CROWD = "crowd"
TAKEN_S = sized(4.0, 60.0)
QUICKLY = 2.0
"""Seconds until a 503 while PostgreSQL lets nobody in."""


NETWORK = 1.0
"""Seconds everything else about a refused request may take on a busy machine."""

ROOM = AMPLE.api + AMPLE.overflow - 1
"""Connections of the API's for everything but Meta's events, which have one of their own."""

WEBHOOKS_WITHIN = 1.0
"""Seconds: Meta wants nearly all answers within one, a refusal too (it delivers again)."""

RECOVERED_WITHIN = 15.0


async def test_p4_every_connection_of_the_server_is_taken(fleet: Fleet) -> None:
    """Also those that our processes had: the server ended them, and others were quicker to come back."""
    rate = sized(100, 300)
    bodies = [event(status(f"wamid.P4-{number}", "read")) for number in range(20)]
    async with fleet.workers_of({}) as workers:
        run = await fleet.begin(recipients=int(rate * (TAKEN_S + 6)), rate=rate)
        await fleet.until_accepted(run.after + rate)
        async with crowded(fleet):
            began = time.monotonic()
            pages = await asyncio.gather(*(timed(fleet, "/campaigns") for _ in range(10)))
            refused, webhooks_s = await timed_posts(fleet, bodies)
            await asyncio.sleep(max(0.0, began + TAKEN_S - time.monotonic()))
            ended = time.monotonic()
        await fleet.completed(run)
        alive = [process.is_alive for process in (*workers, *fleet.lasting)]
        again = await post_all(fleet, fleet.web, bodies)
    arrivals = await fleet.arrivals(run)
    sums = await fleet.sums(arrivals, run)
    recovered = round(arrivals.recovered_s(ended, rate), 2)

    report(
        "P4",
        case="max_connections",
        runs=1,
        rate=rate,
        taken_s=TAKEN_S,
        **sums,
        recovered_s_median=recovered,
        recovered_s_worst=recovered,
        pages_503_s_worst=round(max(seconds for _, seconds in pages), 2),
        webhooks_503_s=round(webhooks_s, 2),
    )
    assert {code for code, _ in pages} == {503}
    assert max(seconds for _, seconds in pages) <= QUICKLY
    assert set(refused) == {503}
    assert webhooks_s <= WEBHOOKS_WITHIN
    assert set(again) == {200}
    assert await stored(fleet, bodies) == set(bodies)
    assert sums["lost"] == sums["doubled"] == sums["unknown"] == sums["failed"] == 0
    assert recovered <= RECOVERED_WITHIN
    assert all(alive)


async def test_p4_the_pool_of_the_api_is_used_up(fleet: Fleet) -> None:
    """By requests that wait for a lock. Events have a connection of their own, and so does sending."""
    rate = sized(100, 300)
    bodies = [event(status(f"wamid.P4-pool-{number}", "read")) for number in range(20)]
    async with fleet.workers_of({}):
        assert await post_all(fleet, fleet.web, bodies[:1]) == [200]  # from here on it holds its connection
        run = await fleet.begin(recipients=rate * 14, rate=rate)
        await fleet.until_accepted(run.after + rate)
        async with await psycopg.AsyncConnection.connect(fleet.url) as gate:
            await gate.execute("LOCK TABLE notifications IN ACCESS EXCLUSIVE MODE")
            locked = time.monotonic()
            waiting = [asyncio.create_task(timed(fleet, "/notifications")) for _ in range(ROOM)]
            await until(lambda: all_wait(fleet), 10)
            late, posted = await asyncio.gather(timed(fleet, "/campaigns"), timed_posts(fleet, bodies[1:]))
            unlocked = time.monotonic()
        let_go = await asyncio.gather(*waiting)
        after = await timed(fleet, "/campaigns")
        await fleet.completed(run)
    arrivals = await fleet.arrivals(run)
    sums = await fleet.sums(arrivals, run)
    share = arrivals.emptiest_second(locked, unlocked) / rate

    report(
        "P4",
        case="pool of the API",
        runs=1,
        rate=rate,
        **sums,
        page_503_s=round(late[1], 2),
        webhooks_200_s=round(posted[1], 2),
        lowest_share_of_rate=round(share, 2),
    )
    assert late[0] == 503
    assert late[1] <= PATIENCE + NETWORK
    assert set(posted[0]) == {200}
    assert posted[1] <= WEBHOOKS_WITHIN
    assert {code for code, _ in let_go} == {200}
    assert after[0] == 200
    assert sums["lost"] == sums["doubled"] == sums["unknown"] == sums["failed"] == 0


async def all_wait(fleet: Fleet) -> bool:
    """Say whether every connection of the API's but the one for events waits for the lock."""
    async with await as_superuser(fleet) as connection:
        found = await connection.execute(
            "SELECT 1 FROM pg_stat_activity WHERE application_name = 'harkara api' AND wait_event_type = 'Lock'"
        )
    return found.rowcount >= ROOM


async def timed(fleet: Fleet, path: str) -> tuple[int, float]:
    """Ask as the admin; return the code and the seconds it took."""
    began = time.monotonic()
    answer = await fleet.call("GET", path)
    return answer.status, time.monotonic() - began


async def timed_posts(fleet: Fleet, bodies: list[bytes]) -> tuple[list[int], float]:
    """Post as Meta does, all at once; return the codes and the seconds until the last."""
    began = time.monotonic()
    codes = await post_all(fleet, fleet.web, bodies)
    return codes, time.monotonic() - began


@asynccontextmanager
async def crowded(fleet: Fleet) -> AsyncGenerator[None]:
    """For the duration of the block every connection is somebody else's; it begins when none of ours is left."""
    held: list[psycopg.AsyncConnection] = []
    only_crowd = asyncio.Event()
    taking = [asyncio.create_task(take_what_is_free(fleet, held)) for _ in range(8)]
    evicting = asyncio.create_task(evict(fleet, only_crowd))
    try:
        await asyncio.wait_for(only_crowd.wait(), 30)
        yield
    finally:
        for task in (*taking, evicting):
            task.cancel()
        await asyncio.gather(*taking, evicting, return_exceptions=True)
        await asyncio.gather(*(connection.close() for connection in held))


async def take_what_is_free(fleet: Fleet, held: list[psycopg.AsyncConnection]) -> None:
    while True:
        with suppress(psycopg.OperationalError):
            held.append(await psycopg.AsyncConnection.connect(fleet.url, application_name=CROWD))
        await asyncio.sleep(0.01)


async def evict(fleet: Fleet, only_crowd: asyncio.Event) -> None:
    """End every connection of ours, also one that finds a free place later."""
    async with await as_superuser(fleet) as connection:
        while True:
            ended = await connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE usename = 'harkara' AND application_name <> %s",
                (CROWD,),
            )
            crowd = await connection.execute("SELECT 1 FROM pg_stat_activity WHERE application_name = %s", (CROWD,))
            if ended.rowcount == 0 and crowd.rowcount > 90:
                only_crowd.set()
            await asyncio.sleep(0.05)
