"""Delivery of webhooks: signature, batches, retries, subscription, addresses."""

from __future__ import annotations

import hashlib
import hmac

from tests.sandbox.receiver import Post
from tests.sandbox.stage import SECOND_NUMBER, SECRET, WABA, Stage, order_shipped, staged


def signature(post: Post, secret: str = SECRET) -> str:
    return "sha256=" + hmac.new(secret.encode(), post.body, hashlib.sha256).hexdigest()


class TestSignature:
    async def test_covers_the_exact_bytes(self, stage: Stage) -> None:
        await stage.control("POST", "inbound", {"text": "नमस्ते 🙏 a/b", "name": "Zoë"})
        (post,) = await stage.receiver.expect_posts(1)
        assert post.headers["x-hub-signature-256"] == signature(post)
        assert post.headers["content-type"] == "application/json"
        assert post.body.isascii()
        assert rb"\u0928\u092e" in post.body
        assert rb"\ud83d\ude4f a\/b" in post.body
        message = post.values[0]["messages"][0]
        assert message["text"]["body"] == "नमस्ते 🙏 a/b"

    async def test_depends_on_the_secret(self, stage: Stage) -> None:
        await stage.send()
        (post, *_) = await stage.receiver.expect_posts(1)
        assert post.headers["x-hub-signature-256"] == signature(post)
        assert post.headers["x-hub-signature-256"] != signature(post, "other")


class TestBatches:
    async def test_no_post_is_larger_than_set(self, stage: Stage) -> None:
        await stage.control("POST", "config", {"max_updates_per_post": 4, "webhooks_held": True})
        for i in range(3):
            await stage.send(order_shipped(f"+91981000000{i}"))
        await stage.until("webhooks", lambda figures: figures["unpacked"] == 9)
        await stage.control("POST", "config", {"webhooks_held": False})
        posts = await stage.receiver.expect_posts(3)
        assert sorted(len(post.statuses) for post in posts) == [1, 4, 4]

    async def test_numbers_share_a_post_but_not_a_change(self, stage: Stage) -> None:
        await stage.control("POST", "config", {"webhooks_held": True})
        await stage.send()
        await stage.send(number=SECOND_NUMBER)
        await stage.until("webhooks", lambda figures: figures["unpacked"] == 6)
        await stage.control("POST", "config", {"webhooks_held": False})
        (post,) = await stage.receiver.expect_posts(1)
        assert [len(value["statuses"]) for value in post.values] == [3, 3]
        assert len({value["metadata"]["phone_number_id"] for value in post.values}) == 2

    async def test_an_update_waits_for_company(self, stage: Stage) -> None:
        await stage.control("POST", "config", {"batch_window": 1})
        await stage.send()
        await stage.send(order_shipped("+919810000001"))
        await stage.until("webhooks", lambda figures: figures["unpacked"] == 6)
        assert stage.receiver.posts == []
        stage.clock.advance(1)
        (post,) = await stage.receiver.expect_posts(1)
        assert len(post.statuses) == 6


class TestRetries:
    async def test_until_it_is_taken(self, stage: Stage) -> None:
        stage.receiver.answers.extend([503, 500, 404])
        await stage.control("POST", "inbound", {})
        first, second = await stage.receiver.expect_posts(2)  # the first retry follows at once
        assert first.body == second.body
        assert first.headers["x-hub-signature-256"] == second.headers["x-hub-signature-256"]
        for delay, tries in ((0.5, 3), (1, 4)):
            await stage.until("webhooks", lambda figures, tries=tries: figures["retried"] == tries - 1)
            stage.clock.advance(delay)
            assert len(await stage.receiver.expect_posts(tries)) == tries
        figures = await stage.until("webhooks", lambda figures: figures["pending"] == 0)
        assert (figures["posted"], figures["acknowledged"], figures["retried"]) == (4, 1, 3)
        assert figures["last_error"] == "HTTP 404"

    async def test_while_nobody_listens(self) -> None:
        async with staged(webhook_url="http://127.0.0.1:1/hook") as stage:
            await stage.control("POST", "inbound", {})
            figures = await stage.until("webhooks", lambda figures: figures["retried"] == 2)
            assert (figures["pending"], figures["acknowledged"]) == (1, 0)
            assert "ConnectError" in figures["last_error"]

    async def test_statistics_hold_latency(self, stage: Stage) -> None:
        await stage.send()
        await stage.receiver.expect_statuses(3)
        figures = await stage.until("webhooks", lambda figures: figures["pending"] == 0)
        assert figures["updates_acknowledged"] == 3
        assert figures["latency_ms_p50"] <= figures["latency_ms_p99"]


class TestSubscription:
    async def test_without_it_updates_are_dropped(self, stage: Stage) -> None:
        path = f"/v25.0/{WABA}/subscribed_apps"
        assert (await stage.call("DELETE", path)).json == {"success": True}
        assert await stage.get(path) == {"data": []}
        await stage.send()
        figures = await stage.until("webhooks", lambda figures: figures["unsubscribed"] == 3)
        assert (figures["posted"], figures["pending"]) == (0, 0)
        assert (await stage.call("POST", path)).json == {"success": True}
        await stage.send()
        assert len(await stage.receiver.expect_statuses(3)) == 3

    async def test_may_have_an_address_of_its_own(self, stage: Stage) -> None:
        path = f"/v25.0/{WABA}/subscribed_apps"
        uri = "http://127.0.0.1:1/other"
        await stage.call("POST", path, {"override_callback_uri": uri})
        assert (await stage.get(path))["data"][0]["override_callback_uri"] == uri
        await stage.send()
        await stage.until("webhooks", lambda figures: figures["retried"] >= 1)
        assert stage.receiver.posts == []

    async def test_a_sandbox_may_begin_without(self) -> None:
        async with staged(subscribed=False) as stage:
            assert await stage.get(f"/v25.0/{WABA}/subscribed_apps") == {"data": []}


async def test_handshake(stage: Stage) -> None:
    assert await stage.control("POST", "webhooks/verify") == {"verified": True, "reason": None}


async def test_handshake_with_another_token() -> None:
    async with staged(verify_token="wrong") as stage:
        verdict = await stage.control("POST", "webhooks/verify")
        assert verdict["verified"] is False
        assert "403" in verdict["reason"]
