"""`python -m harkara_sandbox` as a process: start, stop, crash, bad settings."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from pyreqwest.client import ClientBuilder
from pyreqwest.exceptions import PyreqwestError
from tests.ports import free_ports
from tests.sandbox.clock import HandClock
from tests.sandbox.receiver import Receiver
from tests.sandbox.stage import Stage


@asynccontextmanager
async def running(*arguments: str, **environment: str) -> AsyncGenerator[tuple[asyncio.subprocess.Process, Stage]]:
    """A sandbox process that answers; killed at the end if it still runs."""
    [port] = free_ports(1)
    command = (sys.executable, "-m", "harkara_sandbox", "--port", str(port), *arguments)
    process = await asyncio.create_subprocess_exec(*command, env={**os.environ, **environment})
    try:
        async with ClientBuilder().no_proxy().build() as client:
            stage = Stage(f"http://127.0.0.1:{port}", client, HandClock(), Receiver(""))
            await until_it_answers(stage)
            yield process, stage
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def until_it_answers(stage: Stage) -> None:
    async with asyncio.timeout(20):
        while True:
            try:
                await stage.control("GET", "state")
            except PyreqwestError:
                await asyncio.sleep(0.02)  # polling with the deadline above
            else:
                return


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_stops_cleanly(number: signal.Signals) -> None:
    async with running() as (process, stage):
        assert (await stage.send()).status == 200
        process.send_signal(number)
        assert await asyncio.wait_for(process.wait(), 10) == 0


async def test_ledger_survives_a_kill(tmp_path: Path) -> None:
    ledger = ("--ledger", str(tmp_path / "ledger.jsonl"))
    async with running(*ledger) as (process, stage):
        wamids = [(await stage.send(biz_opaque_callback_data=str(i))).wamid for i in range(5)]
        process.kill()
        await process.wait()
    async with running(*ledger) as (process, stage):
        records = (await stage.control("GET", "ledger"))["data"]
        assert [record["wamid"] for record in records] == wamids


async def test_settings_from_the_environment() -> None:
    async with running("--numbers", "3", SANDBOX_WEBHOOK_URL="http://127.0.0.1:1/x") as (_, stage):
        state = await stage.control("GET", "state")
        assert state["webhook_url"] == "http://127.0.0.1:1/x"
        assert len(state["wabas"][0]["numbers"]) == 3


async def test_ledger_that_is_another_file_is_named(tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("dear diary\n")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "harkara_sandbox", "--ledger", str(other), stderr=asyncio.subprocess.PIPE
    )
    _, message = await process.communicate()
    assert process.returncode == 2
    assert message.decode().startswith(f"harkara_sandbox cannot start: {other}, line 1, ")
