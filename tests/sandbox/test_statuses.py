"""The statuses of an accepted message: which come, when, in which order, and what they say."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from tests.sandbox.stage import Stage, body_of, order_shipped, template_send, text_send

REALISTIC = {"time_scale": 1, "sent_after": [0.5, 0.5], "delivered_after": [2, 2], "read_after": [5, 5]}


async def send_many(stage: Stage, count: int) -> None:
    for i in range(count):
        assert (await stage.send(order_shipped(f"+91981{i:07d}"))).status == 200


class TestContent:
    async def test_of_a_template_message(self, stage: Stage) -> None:
        wamid = (await stage.send(biz_opaque_callback_data="attempt:7")).wamid
        sent, delivered, read = await stage.receiver.expect_statuses(3)
        assert [sent["status"], delivered["status"], read["status"]] == ["sent", "delivered", "read"]
        pricing = {"billable": True, "pricing_model": "PMP", "type": "regular", "category": "utility"}
        for status in (sent, delivered, read):
            assert status["id"] == wamid
            assert status["recipient_id"] == "919812345678"
            assert status["recipient_user_id"].startswith("IN.")
            assert status["biz_opaque_callback_data"] == "attempt:7"
            assert status["timestamp"].isdecimal()
            assert "conversation" not in status
        assert (sent["pricing"], delivered["pricing"]) == (pricing, pricing)
        assert "pricing" not in read

    async def test_envelope(self, stage: Stage) -> None:
        await stage.send()
        value = await stage.receiver.expect_value()
        assert value["messaging_product"] == "whatsapp"
        assert value["metadata"] == {"display_phone_number": "919876543210", "phone_number_id": "106540352242922"}
        assert value["contacts"][0]["wa_id"] == "919812345678"

    async def test_without_callback_data_there_is_no_such_member(self, stage: Stage) -> None:
        await stage.send()
        statuses = await stage.receiver.expect_statuses(3)
        assert all("biz_opaque_callback_data" not in status for status in statuses)

    async def test_inside_the_window_service_is_free(self, stage: Stage) -> None:
        await stage.control("POST", "inbound", {"from": "919812345678"})
        await stage.send(text_send())
        (sent, *_) = await stage.receiver.expect_statuses(3)
        assert sent["pricing"] == {
            "billable": False,
            "pricing_model": "PMP",
            "type": "free_customer_service",
            "category": "service",
        }

    async def test_to_an_unknown_bsuid_there_is_no_phone_number(self, stage: Stage) -> None:
        await stage.send(to=None, recipient="IN.13491208655302741918")
        statuses = await stage.receiver.expect_statuses(3)
        assert {status["recipient_user_id"] for status in statuses} == {"IN.13491208655302741918"}
        assert all("recipient_id" not in status for status in statuses)

    async def test_old_payload_versions_have_a_conversation(self, stage: Stage) -> None:
        await stage.control("POST", "config", {"webhook_version": "v23.0"})
        await stage.send()
        (sent, *_) = await stage.receiver.expect_statuses(3)
        assert sent["conversation"]["origin"] == {"type": "utility"}


class TestTiming:
    async def test_each_status_comes_at_its_time(self, stage: Stage) -> None:
        await stage.control("POST", "config", REALISTIC)
        accepted = int(stage.clock.time())
        await stage.send()
        for seconds, count in ((0.5, 1), (2, 2), (5, 3)):
            stage.clock.advance(seconds - 0.125)
            assert (await stage.control("GET", "webhooks"))["planned"] == 4 - count
            stage.clock.advance(0.125)
            statuses = await stage.receiver.expect_statuses(count)
        assert [int(status["timestamp"]) - accepted for status in statuses] == [0, 2, 7]

    async def test_scale(self, stage: Stage) -> None:
        await stage.control("POST", "config", {**REALISTIC, "time_scale": 0.1})
        await stage.send()
        stage.clock.advance(0.76)
        assert len(await stage.receiver.expect_statuses(3)) == 3

    async def test_sent_may_overtake_the_answer(self, stage: Stage) -> None:
        await stage.control("POST", "config", {**REALISTIC, "early_status_share": 1})
        sending = asyncio.create_task(stage.send())
        (sent,) = await stage.receiver.expect_statuses(1)
        assert not sending.done()
        stage.clock.advance(0.3)
        assert (await sending).wamid == sent["id"]


class TestLuck:
    async def test_failed(self, stage: Stage) -> None:
        await stage.control("POST", "config", {"fail_share": 1})
        await stage.send()
        (failed,) = await stage.receiver.expect_statuses(1)
        assert failed["status"] == "failed"
        assert failed["errors"][0]["code"] == 131026
        assert failed["errors"][0]["error_data"]["details"]
        assert "pricing" not in failed
        assert "contacts" not in (await stage.receiver.expect_value())

    async def test_unread_undelivered_and_skipped(self, stage: Stage) -> None:
        await stage.control("POST", "config", {"read_share": 0})
        await stage.send()
        assert [status["status"] for status in await stage.receiver.expect_statuses(2)] == ["sent", "delivered"]
        stage.receiver.forget()
        await stage.control("POST", "config", {"read_share": 1, "skip_delivered_share": 1})
        await stage.send()
        sent, read = await stage.receiver.expect_statuses(2)
        assert (sent["status"], read["status"]) == ("sent", "read")
        assert "pricing" in read
        stage.receiver.forget()
        await stage.control("POST", "config", {"undelivered_share": 1})
        await stage.send()
        assert [status["status"] for status in await stage.receiver.expect_statuses(1)] == ["sent"]
        assert (await stage.control("GET", "webhooks"))["planned"] == 0

    async def test_disorder(self, stage: Stage) -> None:
        await stage.control("POST", "config", {**REALISTIC, "disorder_share": 1})
        await stage.send()
        stage.clock.advance(10)
        statuses = await stage.receiver.expect_statuses(3)
        assert [status["status"] for status in statuses] == ["read", "delivered", "sent"]
        times = [int(status["timestamp"]) for status in statuses]
        assert times == sorted(times, reverse=True)

    async def test_duplicates(self, stage: Stage) -> None:
        await stage.control("POST", "config", {"duplicate_share": 1})
        await stage.send()
        statuses = await stage.receiver.expect_statuses(6)
        for kind in ("sent", "delivered", "read"):
            first, second = (status for status in statuses if status["status"] == kind)
            assert first == second

    async def test_shares_hold_over_many(self, stage: Stage) -> None:
        await stage.control("POST", "config", {"fail_share": 0.2, "read_share": 0.5})
        await send_many(stage, 200)
        state = await stage.until("webhooks", lambda figures: figures["pending"] == figures["planned"] == 0)
        kinds = [status["status"] for status in await stage.receiver.expect_statuses(state["updates_acknowledged"])]
        assert 20 <= kinds.count("failed") <= 60
        assert kinds.count("sent") == kinds.count("delivered") == 200 - kinds.count("failed")
        assert 50 <= kinds.count("read") <= 110


@pytest.mark.parametrize(
    ("link", "outcome"), [("https://media.invalid/a.jpg", 131053), ("https://cdn.example/a", None)]
)
async def test_media_that_cannot_be_fetched_fails_later(stage: Stage, link: str, outcome: int | None) -> None:
    header: dict[str, Any] = {"type": "header", "parameters": [{"type": "image", "image": {"link": link}}]}
    assert (await stage.send(template_send("delivery_today", header, body_of("a", "b", "c")))).status == 200
    (first, *_) = await stage.receiver.expect_statuses(1)
    assert (first["errors"][0]["code"] if "errors" in first else None) == outcome
