"""Throughput, pair, management and messaging limits, on a clock moved by hand."""

from __future__ import annotations

import orjson
from tests.sandbox.stage import NUMBER, SECOND_NUMBER, WABA, Stage, order_shipped, text_send


async def send_to_many(stage: Stage, count: int, *, number: str, first: int = 0) -> list[int]:
    """Codes of `count` sends to different people; 0 is an acceptance."""
    answers = [await stage.send(order_shipped(f"+91981{first + i:07d}"), number=number) for i in range(count)]
    return [0 if answer.status == 200 else answer.error["code"] for answer in answers]


class TestThroughput:
    async def test_standard_number_takes_80_in_any_second(self, stage: Stage) -> None:
        assert await send_to_many(stage, 40, number=SECOND_NUMBER) == [0] * 40
        stage.clock.advance(0.5)
        assert await send_to_many(stage, 41, number=SECOND_NUMBER, first=100) == [0] * 40 + [130429]
        stage.clock.advance(0.375)
        assert await send_to_many(stage, 1, number=SECOND_NUMBER, first=150) == [130429]
        stage.clock.advance(0.125)  # the first 40 are a second old, the others are not
        assert await send_to_many(stage, 41, number=SECOND_NUMBER, first=200) == [0] * 40 + [130429]
        summary = await stage.control("GET", "ledger/summary")
        assert summary["max_per_second"] == {SECOND_NUMBER: 80}

    async def test_status_code_is_settable(self, stage: Stage) -> None:
        await stage.control("POST", f"numbers/{NUMBER}", {"messages_per_second": 1})
        await stage.send()
        refused = await stage.send()
        assert (refused.status, refused.error["code"]) == (400, 130429)
        await stage.control("POST", "config", {"throttle_status": 429})
        assert (await stage.send()).status == 429

    async def test_fault_lowers_it_for_a_while(self, stage: Stage) -> None:
        await stage.control("POST", "faults", {"kind": "rate_limit", "messages_per_second": 2, "seconds": 10})
        assert await send_to_many(stage, 3, number=NUMBER) == [0, 0, 130429]
        stage.clock.advance(10)
        assert await send_to_many(stage, 3, number=NUMBER, first=10) == [0, 0, 0]

    async def test_upgrade(self, stage: Stage) -> None:
        await stage.control("POST", f"numbers/{SECOND_NUMBER}", {"upgrade_seconds": 60})
        assert (await stage.send(number=SECOND_NUMBER)).error["code"] == 131057
        stage.clock.advance(60)
        assert (await stage.send(number=SECOND_NUMBER)).status == 200
        value = await stage.receiver.expect_value()
        assert (value["event"], value["display_phone_number"]) == ("THROUGHPUT_UPGRADE", "919876543211")
        assert (await stage.get(f"/{SECOND_NUMBER}?fields=throughput"))["throughput"] == {"level": "HIGH"}


class TestPair:
    async def test_burst_of_45_then_one_in_6_seconds(self, stage: Stage) -> None:
        codes = [(await stage.send()).status for _ in range(45)]
        assert codes == [200] * 45
        assert (await stage.send()).error["code"] == 131056
        stage.clock.advance(6)
        assert (await stage.send()).status == 200
        assert (await stage.send()).error["code"] == 131056

    async def test_other_people_and_other_numbers_are_free(self, stage: Stage) -> None:
        for _ in range(45):
            await stage.send()
        assert (await stage.send(order_shipped("+919800000001"))).status == 200
        assert (await stage.send(number=SECOND_NUMBER)).status == 200


class TestManagement:
    async def test_calls_per_hour(self, stage: Stage) -> None:
        await stage.control("POST", "config", {"management_calls_per_hour": 4})
        for _ in range(4):
            answer = await stage.call("GET", f"/v25.0/{WABA}/phone_numbers")
        usage = orjson.loads(answer.headers["x-business-use-case-usage"])[WABA][0]
        assert (answer.status, usage["call_count"]) == (200, 100)
        refused = await stage.call("GET", f"/v25.0/{NUMBER}")
        assert (refused.status, refused.error["code"]) == (400, 80008)
        assert "x-business-use-case-usage" in refused.headers
        assert (await stage.send()).status == 200
        stage.clock.advance(3600)
        assert (await stage.call("GET", f"/v25.0/{NUMBER}")).status == 200


class TestMessagingLimit:
    async def test_users_over_it_fail_later(self, stage: Stage) -> None:
        change = {"messaging_limit": "TIER_250", "webhook": False}
        await stage.control("POST", f"numbers/{NUMBER}", change)
        assert await send_to_many(stage, 251, number=NUMBER) == [0] * 251
        assert await send_to_many(stage, 1, number=NUMBER) == [0]  # a user who was reached before
        statuses = await stage.receiver.expect_statuses(251 * 3 + 1)
        failed = [status for status in statuses if status["status"] == "failed"]
        assert [status["errors"][0]["code"] for status in failed] == [131048]


class TestWindow:
    async def test_free_text_needs_a_message_of_the_last_day(self, stage: Stage) -> None:
        await stage.send(text_send())
        assert (await stage.receiver.expect_statuses(1))[0]["errors"][0]["code"] == 131047
        stage.receiver.forget()
        await stage.control("POST", "inbound", {"from": "919812345678"})
        await stage.receiver.expect_posts(1)
        await stage.send(text_send())
        statuses = await stage.receiver.expect_statuses(3)
        assert [status["status"] for status in statuses] == ["sent", "delivered", "read"]
        stage.clock.advance(86_400)
        stage.receiver.forget()
        await stage.send(text_send())
        assert (await stage.receiver.expect_statuses(1))[0]["status"] == "failed"

    async def test_refused_at_once_if_so_set(self, stage: Stage) -> None:
        await stage.control("POST", "config", {"window_error": "sync"})
        assert (await stage.send(text_send())).error["code"] == 131047
        assert (await stage.send()).status == 200
