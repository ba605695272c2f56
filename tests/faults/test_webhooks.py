"""H7, H8: statuses posted while the database is down, and an API process killed after it stored an event and before it said so."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager

import psycopg
import pytest
from pyreqwest.exceptions import PyreqwestError
from tests.acceptance.platform import HARKARA, until
from tests.faults.figures import report
from tests.faults.fleet import START_SECONDS, Fleet, Process, Run
from tests.faults.scale import sized
from tests.features.webhooks.meta_events import event, signature, status
from tests.ports import free_port_pair
from tests.serving import Web

from harkara.embedded.postgres.postmaster import is_alive, running_pid

pytestmark = pytest.mark.faults

AT_ONCE = 20
REFUSED_WITHIN = 5.0
"""Seconds until a request must have its 503."""


async def test_h7_the_database_is_down_while_statuses_are_posted(fleet: Fleet) -> None:
    posts = sized(100, 2000)
    async with fleet.workers_of({}):
        run = await fleet.begin(recipients=posts, rate=1000)
        await fleet.completed(run)
        bodies = await read_statuses(fleet, run)
        half = len(bodies) // 2

        first, _ = await asyncio.gather(post_all(fleet, fleet.web, bodies[:half]), stop_postgres(fleet))
        started = time.monotonic()
        while_down = await post_all(fleet, fleet.web, bodies[half:])
        refused_within = time.monotonic() - started
        await asyncio.sleep(sized(0, 120))  # the length of the outage
        await fleet.postgres.start()

        taken = {body for body, code in zip(bodies[:half], first, strict=True) if code == 200}
        false_200 = taken - await stored(fleet, bodies)
        refused = [body for body in bodies if body not in taken]
        again = await post_all(fleet, fleet.web, refused)
        read = await processed(fleet, run, len(bodies))

    report(
        "H7",
        runs=1,
        messages=len(bodies),
        taken_while_it_went_down=len(taken),
        refused=len(refused),
        false_200=len(false_200),
        lost=len(bodies) - read,
        doubled=0,
        all_refused_after_s=round(refused_within, 2),
    )
    assert set(first) <= {200, 503}
    assert set(while_down) == {503}
    assert refused_within < REFUSED_WITHIN
    assert not false_200
    assert set(again) == {200}
    assert read == len(bodies)


async def test_h8_the_api_is_killed_between_storing_and_answering(fleet: Fleet) -> None:
    kills = sized(1, 20)
    async with fleet.workers_of({}):
        run = await fleet.begin(recipients=kills, rate=1000)
        await fleet.completed(run)
        bodies = await read_statuses(fleet, run)
        stored_before_death = 0
        for body in bodies:
            async with api_of(fleet) as (web, api):
                stored_before_death += await die_before_answering(fleet, web, api, body)
            assert await post_all(fleet, fleet.web, [body]) == [200]
        read = await processed(fleet, run, kills)
    copies = await fleet.query("SELECT count(*) AS n FROM webhook_events WHERE body = ANY(%s)", (bodies,))
    logs = await fleet.query(
        "SELECT count(*) AS n FROM message_status_logs JOIN messages USING (wamid)"
        " WHERE campaign_id = %s AND message_status_logs.status = 'read'",
        (run.campaign_id,),
    )

    report("H8", runs=kills, messages=kills, stored_before_death=stored_before_death, lost=kills - read, doubled=0)
    assert stored_before_death == kills
    assert copies[0]["n"] == 2 * kills
    assert logs[0]["n"] == read == kills


async def die_before_answering(fleet: Fleet, web: Web, api: Process, body: bytes) -> bool:
    """Post a body and kill the process when the server has committed it and the process cannot know yet."""
    async with await psycopg.AsyncConnection.connect(fleet.url) as gate:
        await gate.execute("SET search_path TO harkara")
        await gate.execute("LOCK TABLE webhook_events IN ACCESS EXCLUSIVE MODE")
        posting = asyncio.create_task(post_all(fleet, web, [body]))
        await until(lambda: waits_for_the_gate(fleet), 3)
        api.signal(signal.SIGSTOP)

    async def is_stored() -> bool:
        return bool(await stored(fleet, [body]))

    await until(is_stored, 10)
    api.signal(signal.SIGKILL)
    await api.ended(10)
    return await posting == [0]


async def waits_for_the_gate(fleet: Fleet) -> bool:
    rows = await fleet.query(
        "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%%INSERT INTO webhook_events%%'"
        " AND pid <> pg_backend_pid()"
    )
    return bool(rows)


@asynccontextmanager
async def api_of(fleet: Fleet) -> AsyncGenerator[tuple[Web, Process]]:
    """Run another API process beside the fleet's."""
    port = free_port_pair()
    process = await fleet.start("api", (*HARKARA, "api"), PORT=str(port))
    web = Web(fleet.web.client, f"http://127.0.0.1:{port}")

    async def answers() -> bool:
        assert process.is_alive, process.log.read_text()[-4000:]
        try:
            return (await web.call("GET", "/healthz")).status == 200
        except PyreqwestError:
            return False

    await until(answers, START_SECONDS)
    try:
        yield web, process
    finally:
        await process.stop()


async def read_statuses(fleet: Fleet, run: Run) -> list[bytes]:
    """Return one body per message of the campaign, which says that it was read; the sandbox itself says so of none."""
    rows = await fleet.query("SELECT wamid FROM messages WHERE campaign_id = %s ORDER BY id", (run.campaign_id,))
    return [event(status(row["wamid"], "read")) for row in rows]


async def post_all(fleet: Fleet, web: Web, bodies: Sequence[bytes]) -> list[int]:
    """Post signed bodies, some at a time; return the answers' codes, 0 where none came."""
    slots, secret = asyncio.Semaphore(AT_ONCE), fleet.environment["META_APP_SECRET"]

    async def post(body: bytes) -> int:
        async with slots:
            headers = {"x-hub-signature-256": signature(body, secret)}
            try:
                return (await web.call("POST", "/webhooks/whatsapp", content=body, headers=headers)).status
            except PyreqwestError:
                return 0

    return await asyncio.gather(*(post(body) for body in bodies))


async def stored(fleet: Fleet, bodies: Sequence[bytes]) -> set[bytes]:
    rows = await fleet.query("SELECT body FROM webhook_events WHERE body = ANY(%s)", (list(bodies),))
    return {bytes(row["body"]) for row in rows}


async def processed(fleet: Fleet, run: Run, wanted: int) -> int:
    """Wait until a worker has processed everything; return how many of the campaign's messages count as read."""

    async def nothing_waits() -> bool:
        return not await fleet.query("SELECT 1 FROM webhook_events WHERE processed_at IS NULL LIMIT 1")

    await until(nothing_waits, 60)
    campaign = await fleet.until_campaign(run.campaign_id, lambda c: c["total_read"] >= wanted, 10)
    return campaign["total_read"]


async def stop_postgres(fleet: Fleet) -> None:
    """Crash the server in the middle of the posts and leave it down."""
    await asyncio.sleep(0.02)
    pid = running_pid(fleet.data / "postgres" / "data")
    assert pid is not None
    os.kill(pid, signal.SIGQUIT)

    async def is_gone() -> bool:
        return not is_alive(pid)

    await until(is_gone, 10)
