"""Each scripted fault, seen from the caller's side of a real connection."""

from __future__ import annotations

import asyncio
from typing import Any

import orjson
import pytest
from pyreqwest.exceptions import PyreqwestError
from tests.sandbox.stage import NUMBER, SECOND_NUMBER, WABA, Stage, order_shipped, template_send


async def strike(stage: Stage, **fault: Any) -> None:
    await stage.control("POST", "faults", fault)


async def accepted(stage: Stage) -> int:
    return (await stage.control("GET", "ledger/summary"))["accepted"]


class TestErrors:
    @pytest.mark.parametrize(
        ("code", "status"), [(190, 401), (368, 403), (130429, 400), (131000, 500), (131026, 400), (132001, 404)]
    )
    async def test_code(self, stage: Stage, code: int, status: int) -> None:
        await strike(stage, kind="error", code=code)
        answer = await stage.send()
        assert (answer.status, answer.error["code"]) == (status, code)
        assert await accepted(stage) == 0

    async def test_subcode_status_and_details(self, stage: Stage) -> None:
        await strike(stage, kind="error", code=190, subcode=467, status=400, details="logged out")
        answer = await stage.send()
        assert (answer.status, answer.error["error_subcode"]) == (400, 467)
        assert answer.error["error_data"]["details"] == "logged out"

    @pytest.mark.parametrize("status", [500, 502, 503])
    async def test_http(self, stage: Stage, status: int) -> None:
        await strike(stage, kind="http", status=status)
        answer = await stage.send()
        assert (answer.status, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
        assert await accepted(stage) == 0

    async def test_http_after_the_message_was_accepted(self, stage: Stage) -> None:
        await strike(stage, kind="http", status=500, carried_out=True)
        assert (await stage.send()).status == 500
        assert await accepted(stage) == 1

    async def test_failure_that_comes_later(self, stage: Stage) -> None:
        await strike(stage, kind="async_failure", code=131049)
        assert (await stage.send()).status == 200
        (failed,) = await stage.receiver.expect_statuses(1)
        assert (failed["status"], failed["errors"][0]["code"]) == ("failed", 131049)


class TestConnection:
    @pytest.mark.parametrize(("kind", "taken"), [("reset", 0), ("outage", 0), ("drop_answer", 1)])
    async def test_is_cut(self, stage: Stage, kind: str, taken: int) -> None:
        await strike(stage, kind=kind)
        with pytest.raises(PyreqwestError):
            await stage.send()
        assert await accepted(stage) == taken

    async def test_is_cut_under_a_large_body(self, stage: Stage) -> None:
        await strike(stage, kind="reset")
        with pytest.raises(PyreqwestError):
            await stage.send(template_send("order_shipped", {"type": "body", "parameters": ["x" * 3_000_000]}))
        await stage.control("DELETE", "faults")
        assert (await stage.send()).status == 200

    async def test_outage_leaves_the_control_api_alone(self, stage: Stage) -> None:
        await strike(stage, kind="outage", target="all")
        for path in (f"/v25.0/{NUMBER}", "/v1/models"):
            with pytest.raises(PyreqwestError):
                await stage.call("GET", path)
        await stage.control("DELETE", "faults")
        assert (await stage.get(f"/v25.0/{NUMBER}"))["id"] == NUMBER


class TestAnswers:
    @pytest.mark.parametrize(
        ("kind", "start"), [("html", b"<!DOCTYPE html>"), ("empty", b""), ("bad_json", b'{"messaging_product"')]
    )
    async def test_cannot_be_read(self, stage: Stage, kind: str, start: bytes) -> None:
        await strike(stage, kind=kind)
        answer = await stage.send()
        assert answer.status == 200
        assert answer.content.startswith(start)
        with pytest.raises(orjson.JSONDecodeError):
            _ = answer.json
        assert await accepted(stage) == 1

    async def test_comes_late(self, stage: Stage) -> None:
        await strike(stage, kind="delay_answer", delay=30)
        sending = asyncio.create_task(stage.send())
        await stage.until("state", lambda state: state["accepted"] == 1)
        stage.clock.advance(29.5)
        assert await accepted(stage) == 1
        assert not sending.done()
        stage.clock.advance(0.5)
        assert (await sending).status == 200

    async def test_drips(self, stage: Stage) -> None:
        await strike(stage, kind="slow_body", delay=1)
        sending = asyncio.create_task(stage.send())
        await stage.until("state", lambda state: state["accepted"] == 1)
        seconds = 0
        while not sending.done():
            stage.clock.advance(1)
            seconds += 1
            await asyncio.sleep(0)
        assert (await sending).wamid
        assert seconds >= len((await sending).content)

    async def test_latency(self, stage: Stage) -> None:
        await strike(stage, kind="latency", span=[5, 5])
        sending = asyncio.create_task(stage.send())
        await stage.until("state", lambda state: state["accepted"] == 1)
        assert not sending.done()
        stage.clock.advance(5)
        assert (await sending).status == 200


class TestReach:
    async def test_count_and_skip(self, stage: Stage) -> None:
        await strike(stage, kind="error", code=131000, skip=1, count=2)
        assert [(await stage.send()).status for _ in range(4)] == [200, 500, 500, 200]
        (fault,) = (await stage.control("GET", "state"))["faults"]
        assert fault["struck"] == 2

    async def test_duration(self, stage: Stage) -> None:
        await strike(stage, kind="error", seconds=5)
        assert (await stage.send()).status == 500
        stage.clock.advance(5)
        assert (await stage.send()).status == 200

    async def test_one_number_only(self, stage: Stage) -> None:
        await strike(stage, kind="error", phone_number_id=NUMBER)
        assert (await stage.send()).status == 500
        assert (await stage.send(number=SECOND_NUMBER)).status == 200

    async def test_share(self, stage: Stage) -> None:
        await strike(stage, kind="error", share=0.5)
        statuses = [(await stage.send(order_shipped(f"+91981{i:07d}"))).status for i in range(100)]
        assert 25 < statuses.count(500) < 75

    async def test_target(self, stage: Stage) -> None:
        await strike(stage, kind="error", code=2, target="management")
        assert (await stage.send()).status == 200
        refused = await stage.call("GET", f"/v25.0/{WABA}/message_templates")
        assert (refused.status, refused.error["is_transient"]) == (503, True)

    async def test_a_fault_nobody_knows_is_refused(self, stage: Stage) -> None:
        answer = await stage.call("POST", "/sandbox/faults", {"kind": "earthquake", "share": 2})
        assert answer.status == 422
        assert "kind:" in answer.error["message"]
        assert "share:" in answer.error["message"]
