"""Joining, leaving and what is refused, in both versions of the protocol."""

from __future__ import annotations

import json

import pytest
from tests.embedded.realtime.conftest import Stage, app_of, new_parts
from tests.embedded.realtime.raw_client import CAMPAIGNS, NOTIFICATIONS, TOPIC, RawClient, raw_client
from tests.serving import serving
from websockets.exceptions import InvalidStatus

from harkara.core.auth.admin import AdminGate
from harkara.embedded.realtime.service import realtime_running
from harkara.entrypoints.realtime_access import AdminsOnly

FORMS = ("1.0.0", "2.0.0")


@pytest.mark.parametrize("vsn", FORMS)
async def test_a_join_is_answered_in_request_order_and_then_goes_live(stage: Stage, vsn: str) -> None:
    running = {**CAMPAIGNS, "event": "UPDATE", "filter": "status=eq.running"}
    async with raw_client(stage.web.address, vsn=vsn) as client:
        answer = await client.join(stage.token, NOTIFICATIONS, running)
        system = await client.hear()

    assert answer == {
        "status": "ok",
        "response": {"postgres_changes": [{**NOTIFICATIONS, "id": 1}, {**running, "id": 2}]},
    }
    assert (system.event, system.ref, system.join_ref) == ("system", None, None)
    assert system.payload == {
        "extension": "postgres_changes",
        "status": "ok",
        "message": "Subscribed to PostgreSQL",
        "channel": "dash",
    }


@pytest.mark.parametrize("vsn", FORMS)
async def test_heartbeats_are_answered(stage: Stage, vsn: str) -> None:
    async with raw_client(stage.web.address, vsn=vsn) as client:
        ref = await client.say("heartbeat", {}, topic="phoenix")
        heard = await client.hear()
    assert (heard.event, heard.ref, heard.payload) == ("phx_reply", ref, {"status": "ok", "response": {}})


async def test_without_a_token_the_client_is_told_to_come_back_with_one(stage: Stage, client: RawClient) -> None:
    assert await client.join(None, CAMPAIGNS) == {"status": "error", "response": {"reason": "Unauthorized"}}
    assert (await client.join("sb_publishable_embedded", CAMPAIGNS))["response"] == {"reason": "Unauthorized"}
    await client.join_live(stage.token, CAMPAIGNS)


async def test_leaving_ends_the_channel(stage: Stage, client: RawClient) -> None:
    await client.join_live(stage.token, CAMPAIGNS)
    await client.say("phx_leave", {})
    assert (await client.hear()).payload == {"status": "ok", "response": {}}
    await client.say("phx_leave", {})
    assert (await client.hear()).payload["response"] == {"reason": "unmatched topic"}


async def test_a_second_join_takes_the_place_of_the_first(stage: Stage, client: RawClient) -> None:
    await client.join_live(stage.token, CAMPAIGNS)
    await client.join_live(stage.token, NOTIFICATIONS)
    assert await client.is_silent()


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({"event": "*", "schema": "harkara", "table": "contacts"}, "Please check Realtime is enabled"),
        ({"event": "*", "schema": "harkara", "table": "auth_users"}, "table: auth_users"),
        ({"event": "*", "schema": "public", "table": "campaigns"}, "schema: public"),
        ({"event": "*", "table": "campaigns"}, "Please check Realtime is enabled"),
        ({"event": "*"}, "No subscription params provided"),
        ({**CAMPAIGNS, "filter": "phone=eq.1"}, "invalid column for filter phone"),
        ({**CAMPAIGNS, "filter": "skip_duplicates=eq.true"}, "invalid column for filter skip_duplicates"),
        ({**CAMPAIGNS, "filter": "id=eq.seven"}, 'invalid input syntax for type int8: "seven"'),
        ({**CAMPAIGNS, "filter": "name=like.%x%"}, "is not offered"),
        ({**CAMPAIGNS, "filter": "name=foo.x"}, "is not known"),
        ({**CAMPAIGNS, "filter": "undefined"}, "is not column=operator.value"),
        ({**NOTIFICATIONS, "select": ["id", "fact"]}, "invalid column for select fact"),
        ({"event": "*", "schema": "harkara", "table": "*", "select": ["id"]}, "wildcard"),
    ],
)
async def test_what_cannot_be_subscribed_to_is_told_after_the_join(
    stage: Stage, client: RawClient, entry: dict[str, object], words: str
) -> None:
    answer = await client.join(stage.token, NOTIFICATIONS, entry)
    system = await client.hear()

    assert answer["status"] == "ok"
    assert (system.event, system.payload["status"]) == ("system", "error")
    assert words in system.payload["message"]


async def test_a_client_that_waits_for_the_subscription_is_refused_instead(stage: Stage, client: RawClient) -> None:
    wait = {"wait": True, "timeout": 1000}
    refused = await client.join(stage.token, {**CAMPAIGNS, "table": "contacts"}, postgres_changes_options=wait)
    assert refused["response"]["reason"].startswith("RealtimeDisabledForConfiguration: Unable to subscribe")
    assert (await client.join(stage.token, CAMPAIGNS, postgres_changes_options=wait))["status"] == "ok"


@pytest.mark.parametrize(
    ("topic", "reason"),
    [
        ("realtime:", "TopicNameRequired: You must provide a topic name"),
        ("dash", "unmatched topic"),
    ],
)
async def test_topics_have_a_form(stage: Stage, client: RawClient, topic: str, reason: str) -> None:
    assert (await client.join(stage.token, CAMPAIGNS, topic=topic))["response"] == {"reason": reason}


async def test_private_channels_and_broadcast_are_not_offered(stage: Stage, client: RawClient) -> None:
    assert "Private" in (await client.join(stage.token, CAMPAIGNS, private=True))["response"]["reason"]
    await client.join_live(stage.token, CAMPAIGNS)
    await client.say("broadcast", {"event": "x", "payload": {}})
    assert "not offered" in (await client.hear()).payload["response"]["reason"]


async def test_a_hundred_channels_and_no_more(stage: Stage, client: RawClient) -> None:
    for number in range(100):
        await client.join_live(stage.token, CAMPAIGNS, topic=f"realtime:{number}")
    answer = await client.join(stage.token, CAMPAIGNS, topic="realtime:one more")
    assert answer["response"] == {"reason": "ChannelRateLimitReached: Too many channels"}
    await client.say("phx_leave", {}, topic="realtime:5")
    await client.hear()
    await client.join_live(stage.token, CAMPAIGNS, topic="realtime:one more")


async def test_too_many_joins_end_the_connection(stage: Stage, client: RawClient) -> None:
    for _ in range(200):
        await client.join(None)
    assert "ClientJoinRateLimitReached" in (await client.join(None))["response"]["reason"]
    assert (await client.closed())[0] == 1008


async def test_joins_are_allowed_again_after_a_while(stage: Stage, client: RawClient) -> None:
    for _ in range(200):
        await client.join(None)
    stage.clock.move(10)
    await client.join_live(stage.token, CAMPAIGNS)


async def test_too_many_messages_end_the_connection(client: RawClient) -> None:
    for _ in range(501):
        await client.say("heartbeat", {}, topic="phoenix")
    assert (await client.closed())[0] == 1008


@pytest.mark.parametrize(
    "text",
    ["", "no json", "[]", "{}", "7", '[null,"1","phoenix","heartbeat"]', '[null,1,"phoenix","heartbeat",{}]',
     '[null,"1","phoenix","heartbeat",[]]', '[null,"1",null,"heartbeat",{}]', "[" * 5000],
)  # fmt: skip
async def test_what_is_no_message_ends_the_connection(client: RawClient, text: str) -> None:
    await client.socket.send(text)
    assert (await client.closed())[0] == 1007


async def test_binary_messages_are_refused(client: RawClient) -> None:
    await client.socket.send(b"\x03\x01\x01")
    assert (await client.closed())[0] == 1003


async def test_silence_ends_the_connection(stage: Stage, client: RawClient) -> None:
    stage.clock.move(59)
    assert await client.is_silent()
    stage.clock.move(59)
    assert await client.is_silent()
    stage.clock.move(60)
    assert await client.closed() == (1000, "Nothing was heard for a minute")


@pytest.mark.parametrize("vsn", ["", "0.9", "3.0.0", "2"])
async def test_other_versions_are_refused(stage: Stage, vsn: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        async with raw_client(stage.web.address, vsn=vsn):
            pass
    assert refused.value.response.status_code == 400
    assert "vsn" in json.loads(refused.value.response.body)["error"]


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "null", "http://127.0.0.1", "http://127.0.0.1:1", "http://localhost.evil.example"],
)
async def test_pages_of_other_addresses_are_refused(stage: Stage, origin: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        async with raw_client(stage.web.address, origin=origin):
            pass
    assert refused.value.response.status_code == 403
    assert "PUBLIC_URL" in json.loads(refused.value.response.body)["error"]


async def test_our_own_pages_may_connect(stage: Stage) -> None:
    async with raw_client(stage.web.address, origin=stage.web.address) as client:
        await client.join_live(stage.token, CAMPAIGNS)


async def test_behind_a_proxy_only_the_public_address_counts(stage: Stage) -> None:
    parts = new_parts(stage.database, stage.clock, public_url="https://wa.example.in/harkara")
    async with realtime_running(parts, AdminsOnly(parts[AdminGate])), serving(app_of(parts)) as web:
        async with raw_client(web.address, origin="https://wa.example.in") as client:
            assert await client.is_silent()
        with pytest.raises(InvalidStatus):
            async with raw_client(web.address, origin=web.address):
                pass


async def test_events_for_other_topics_are_not_ours(client: RawClient) -> None:
    await client.say("access_token", {"access_token": "x"}, topic=TOPIC)
    assert (await client.hear()).payload["response"] == {"reason": "unmatched topic"}
