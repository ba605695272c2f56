"""Who hears anything: forged, foreign and expired tokens do not, and a channel ends with its token or its session."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from tests.embedded.realtime.conftest import Stage
from tests.embedded.realtime.raw_client import CAMPAIGNS, NOTIFICATIONS, RawClient
from tests.embedded.realtime.rows import add_notification
from tests.forgeries import FORGED, NOT_THE_ADMIN

from harkara.embedded.auth.signing_keys import KeyRing
from harkara.kit.crypto import SecretBox

REFUSED = FORGED | NOT_THE_ADMIN


@pytest.mark.parametrize("name", REFUSED)
async def test_a_forged_token_joins_nothing(stage: Stage, client: RawClient, name: str) -> None:
    answer = await client.join(await REFUSED[name](stage), CAMPAIGNS)

    assert answer["status"] == "error"
    assert answer["response"]["reason"].startswith("Unauthorized: ")


@pytest.mark.parametrize("name", REFUSED)
async def test_a_forged_token_ends_a_channel(stage: Stage, client: RawClient, name: str) -> None:
    await client.join_live(stage.token, CAMPAIGNS)
    await client.say("access_token", {"access_token": await REFUSED[name](stage)})
    await expect_end(client, "Unauthorized: ")


async def expect_end(client: RawClient, words: str) -> None:
    """A system error, then phx_error with the reference of the join; never phx_close, after which clients stay away."""
    system, error = await client.hear(), await client.hear()
    assert (system.event, system.payload["status"], system.payload["extension"]) == ("system", "error", "system")
    assert words in system.payload["message"]
    assert (error.event, error.payload) == ("phx_error", {})
    assert error.ref == error.join_ref is not None


async def test_a_channel_ends_with_its_token(stage: Stage, client: RawClient) -> None:
    await client.join_live(stage.token, NOTIFICATIONS)
    await stage.live_through(3575, client)
    stage.clock.move(25)
    await expect_end(client, "Token has expired 0 seconds ago")


async def test_a_renewed_token_keeps_the_channel(stage: Stage, client: RawClient) -> None:
    await client.join_live(stage.token, NOTIFICATIONS)
    await stage.live_through(3500, client)
    now = int(stage.clock.now().timestamp())
    await client.say("access_token", {"access_token": await stage.signed(exp=now + 3600)})
    await stage.live_through(200, client)

    await add_notification(stage.database)

    assert (await client.hear()).event == "postgres_changes"


async def test_a_shorter_token_ends_the_channel_sooner(stage: Stage, client: RawClient) -> None:
    await client.join_live(stage.token, NOTIFICATIONS)
    now = int(stage.clock.now().timestamp())
    await client.say("access_token", {"access_token": await stage.signed(exp=now + 60)})
    assert await client.is_silent()
    await stage.live_through(50, client)
    stage.clock.move(10)
    await expect_end(client, "Token has expired")


async def test_an_expired_token_within_the_leeway_does_not_join(stage: Stage, client: RawClient) -> None:
    token = await stage.signed(exp=int(stage.clock.now().timestamp()) - 3)
    assert "expired" in (await client.join(token, CAMPAIGNS))["response"]["reason"]


async def test_a_session_that_ended_ends_its_channels_at_the_next_look(stage: Stage, client: RawClient) -> None:
    await client.join_live(stage.token, CAMPAIGNS)
    bearer = {"authorization": f"Bearer {stage.token}"}
    assert (await stage.web.call("POST", "/auth/v1/logout", headers=bearer)).status == 204

    stage.clock.move(15)

    await expect_end(client, "The session has ended")


async def test_a_session_ended_by_another_process_ends_its_channels_within_half_a_minute(
    stage: Stage, client: RawClient
) -> None:
    await client.join_live(stage.token, CAMPAIGNS)
    await stage.live_through(75, client)
    async with stage.database.transaction() as session:
        await session.execute(text("DELETE FROM auth_sessions"))
    stage.clock.move(14)
    assert await client.is_silent()
    stage.clock.move(16)
    await expect_end(client, "The session has ended")


async def test_channels_outlive_new_signing_keys(stage: Stage, client: RawClient, witness: RawClient) -> None:
    """Another process makes a newer key: open channels stay, and who comes with a token of the new key keeps hearing."""
    await client.join_live(stage.token, NOTIFICATIONS)
    claims = await stage.parts[KeyRing].verify(stage.token)
    async with stage.database.transaction() as session:
        await session.execute(text("UPDATE auth_signing_keys SET private_key = 'of a lost ENCRYPTION_KEY'"))
    renewed = await KeyRing(stage.database, SecretBox("another passphrase"), stage.clock).sign(claims)
    await stage.live_through(50, client, witness)

    await client.say("access_token", {"access_token": renewed})
    assert await client.is_silent()
    await add_notification(stage.database)

    assert (await client.hear()).event == "postgres_changes"
    assert (await witness.hear()).event == "postgres_changes", "and so does who has a token of the former key"


@pytest.mark.parametrize("token", ["sb_publishable_embedded", "not a token", "", None, 7])
async def test_who_signs_out_hears_nothing_more(
    stage: Stage, client: RawClient, witness: RawClient, token: object
) -> None:
    await client.join_live(stage.token, NOTIFICATIONS)
    await client.say("access_token", {"access_token": token})
    assert await client.is_silent()
    await add_notification(stage.database)
    await witness.hear()
    await stage.live_through(3600, client)


async def test_who_signs_in_again_hears_again(stage: Stage, client: RawClient) -> None:
    await client.join_live(stage.token, NOTIFICATIONS)
    await client.say("access_token", {"access_token": "sb_publishable_embedded"})
    await client.say("access_token", {"access_token": stage.token})

    assert (await client.hear()).payload["message"] == "Subscribed to PostgreSQL"
    await add_notification(stage.database)
    assert (await client.hear()).event == "postgres_changes"


async def test_the_same_token_again_changes_nothing(stage: Stage, client: RawClient) -> None:
    await client.join_live(stage.token, NOTIFICATIONS)
    await client.say("access_token", {"access_token": stage.token})
    assert await client.is_silent()


async def test_tokens_are_ours_to_check(stage: Stage) -> None:
    """The forgeries above fail for the reason they are named after: unchanged, the same way of making one gives a good one."""
    assert await stage.parts[KeyRing].verify(await stage.signed())
