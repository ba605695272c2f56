"""Against supabase-js itself, as the dashboard has it: what it makes of our answers, and how it comes back."""

from __future__ import annotations

import asyncio
import shutil
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from tests.embedded.realtime.conftest import Stage, app_of
from tests.embedded.realtime.raw_client import CAMPAIGNS, NOTIFICATIONS
from tests.embedded.realtime.rows import add_campaign, add_notification, send_some
from tests.node_process import NodeProcess
from tests.ports import free_ports

ROOT = Path(__file__).parents[3]
PATIENCE = 30.0
NODE = ROOT / ".venv" / "bin" / "node"


class RealClient(NodeProcess):
    async def until(self, **wanted: Any) -> dict[str, Any]:
        while True:
            heard = await self.hear()
            if wanted.items() <= heard.items():
                return heard

    async def change(self) -> dict[str, Any]:
        while True:
            heard = await self.hear()
            if "change" in heard:
                return heard["change"]

    async def go_live(self, *bindings: dict[str, Any]) -> None:
        await self.do("auth")
        await self.do("subscribe", bindings=bindings)
        await self.until(status="SUBSCRIBED")
        await self.until(system="ok")


@asynccontextmanager
async def real_client(url: str, token: str | None, vsn: str = "2.0.0") -> AsyncGenerator[RealClient]:
    node = str(NODE) if NODE.exists() else shutil.which("node")
    if node is None or not (ROOT / "web/node_modules/@supabase").exists():
        pytest.skip("needs Node and the dashboard's packages: make web/node_modules/.stamp")
    process = await asyncio.create_subprocess_exec(
        node,
        str(Path(__file__).with_name("client.mjs")),
        str(ROOT / "web" / "package.json"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=8 * 1024 * 1024,
    )
    client = RealClient(process)
    await client.do("create", url=url, vsn=vsn, token={"first": token})
    try:
        yield client
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await asyncio.wait_for(process.wait(), PATIENCE)


class Restartable:
    """A server that can go away and come back at the same address."""

    def __init__(self, stage: Stage) -> None:
        self._app = app_of(stage.parts)
        [self.port] = free_ports(1)
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        listener = socket.create_server(("127.0.0.1", self.port))  # from now on connections wait for the server
        self._server = uvicorn.Server(uvicorn.Config(self._app, log_config=None, lifespan="off"))
        self._serving = asyncio.create_task(self._server.serve(sockets=[listener]))

    async def stop(self) -> None:
        self._server.should_exit = True
        await self._serving


@pytest.mark.parametrize("vsn", ["1.0.0", "2.0.0"])
async def test_changes_arrive_converted_by_type(stage: Stage, vsn: str) -> None:
    made = await add_campaign(stage.database)
    async with real_client(stage.web.address, stage.token, vsn) as client:
        await client.go_live(NOTIFICATIONS, {**CAMPAIGNS, "event": "UPDATE", "filter": "total_sent=gt.2"})
        await send_some(stage.database, made.campaign_id, 3)
        updated = await client.change()
        stage.clock.move(1)
        added = await add_notification(stage.database)
        inserted = await client.change()

    assert (updated["eventType"], updated["table"], updated["errors"]) == ("UPDATE", "campaigns", None)
    assert (updated["new"]["id"], updated["new"]["total_sent"]) == (made.campaign_id, 3)
    assert updated["old"] == {"id": made.campaign_id}
    assert (inserted["eventType"], inserted["new"]["id"], inserted["new"]["is_read"]) == ("INSERT", added, False)


async def test_a_client_may_wait_until_it_is_live(stage: Stage) -> None:
    async with real_client(stage.web.address, stage.token) as client:
        await client.do("auth")
        await client.do("subscribe", bindings=[NOTIFICATIONS], options={"postgres_changes_options": {"wait": True}})
        assert (await client.hear())["status"] == "SUBSCRIBED"


async def test_what_cannot_be_subscribed_to_is_told(stage: Stage) -> None:
    async with real_client(stage.web.address, stage.token) as client:
        await client.do("auth")
        await client.do("subscribe", bindings=[{**CAMPAIGNS, "table": "contacts"}])
        assert "Unable to subscribe" in (await client.until(system="error"))["message"]


async def test_leaving_is_answered(stage: Stage) -> None:
    async with real_client(stage.web.address, stage.token) as client:
        await client.go_live(NOTIFICATIONS)
        await client.do("leave")
        assert (await client.until(left="ok"))["left"] == "ok"


async def test_a_client_that_was_faster_than_its_session_comes_back_with_the_token(stage: Stage) -> None:
    async with real_client(stage.web.address, None) as client:
        await client.do("subscribe", bindings=[NOTIFICATIONS])
        assert (await client.until(status="CHANNEL_ERROR"))["error"] == "Unauthorized"
        await client.do("token", next=stage.token)
        await client.until(status="SUBSCRIBED")
        await client.until(system="ok")
        await add_notification(stage.database)
        assert (await client.change())["eventType"] == "INSERT"


async def test_a_channel_that_outlives_its_token_comes_back_with_a_new_one(stage: Stage) -> None:
    soon = int(stage.clock.now().timestamp()) + 50
    async with real_client(stage.web.address, await stage.signed(exp=soon)) as client:
        await client.go_live(NOTIFICATIONS)
        stage.clock.move(51)
        assert "Token has expired" in (await client.until(system="error"))["message"]
        await client.until(status="CHANNEL_ERROR")
        await client.do("token", next=await stage.signed(exp=soon + 3600))
        await client.until(status="SUBSCRIBED")
        await client.until(system="ok")
        await add_notification(stage.database)
        assert (await client.change())["eventType"] == "INSERT"


async def test_a_restart_of_the_server_is_survived_by_two_clients(stage: Stage) -> None:
    server = Restartable(stage)
    server.start()
    async with real_client(server.url, stage.token) as first, real_client(server.url, stage.token, "1.0.0") as second:
        for client in (first, second):
            await client.go_live(NOTIFICATIONS)
        await server.stop()
        for client in (first, second):
            await client.until(status="CHANNEL_ERROR")
        server.start()
        for client in (first, second):
            await client.until(status="SUBSCRIBED")
            await client.until(system="ok")
        await add_notification(stage.database)
        for client in (first, second):
            assert (await client.change())["eventType"] == "INSERT"
        await server.stop()
