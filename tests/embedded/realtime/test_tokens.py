"""Who hears anything: forged, foreign and expired tokens do not, and a channel ends with its token or its session."""

from __future__ import annotations

import base64
import json
from collections.abc import Awaitable, Callable
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm
from sqlalchemy import text
from tests.embedded.realtime.conftest import Stage
from tests.embedded.realtime.raw_client import CAMPAIGNS, NOTIFICATIONS, RawClient
from tests.embedded.realtime.rows import add_notification

from harkara.embedded.auth.signing_keys import KeyRing

FOREIGN_KEY = ec.generate_private_key(ec.SECP256R1())
Forge = Callable[[Stage], Awaitable[str]]


def parts_of(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    return jwt.get_unverified_header(token), jwt.decode(token, options={"verify_signature": False})


def changed_claims(**changed: Any) -> Forge:
    async def forge(stage: Stage) -> str:
        return await stage.signed(**changed)

    return forge


def resigned(algorithm: str = "ES256", key: Any = FOREIGN_KEY, **header: Any) -> Forge:
    async def forge(stage: Stage) -> str:
        own_header, claims = parts_of(stage.token)
        return jwt.encode(claims, key, algorithm=algorithm, headers={"kid": own_header["kid"]} | header)

    return forge


async def unsigned(stage: Stage) -> str:
    header, claims = parts_of(stage.token)
    pieces = ({"alg": "none", "kid": header["kid"]}, claims)
    return ".".join(base64.urlsafe_b64encode(json.dumps(piece).encode()).decode().rstrip("=") for piece in pieces) + "."


async def payload_of_another(stage: Stage) -> str:
    head, _, signature = stage.token.split(".")
    return ".".join((head, (await stage.signed(exp=2_000_000_000)).split(".")[1], signature))


FORGED: dict[str, Forge] = {
    "alg none": unsigned,
    "signed by a foreign key": resigned(),
    "HS256 with a secret of one's own": resigned("HS256", "secret-secret-secret-secret-secret"),
    "foreign key carried along": resigned(jwk=json.loads(ECAlgorithm.to_jwk(FOREIGN_KEY.public_key()))),
    "foreign key to be fetched": resigned(jku="http://127.0.0.1:9/keys.json"),
    "unknown kid": resigned(kid="another"),
    "kid that is a path": resigned(kid="../../../../dev/null"),
    "kid that is SQL": resigned(kid="x' OR '1'='1"),
    "changed payload": payload_of_another,
    "expired": changed_claims(exp=1_700_000_000),
    "wrong audience": changed_claims(aud="service"),
    "wrong issuer": changed_claims(iss="https://evil.supabase.co/auth/v1"),
    "not valid yet": changed_claims(nbf=4_000_000_000),
    "no session": changed_claims(session_id=None),
    "a session that never was": changed_claims(session_id="0d7ad6ce-8a0f-4b4c-93a1-b8a1a7a6d111"),
    "somebody else": changed_claims(email="other@example.in", app_metadata={}),
    "somebody else who calls himself admin": changed_claims(
        email="other@example.in", app_metadata={}, user_metadata={"role": "admin"}
    ),
    "anonymous": changed_claims(is_anonymous=True),
    "service role": changed_claims(role="service_role"),
}


@pytest.mark.parametrize("name", FORGED)
async def test_a_forged_token_joins_nothing(stage: Stage, client: RawClient, name: str) -> None:
    answer = await client.join(await FORGED[name](stage), CAMPAIGNS)

    assert answer["status"] == "error"
    assert answer["response"]["reason"].startswith("Unauthorized: ")


@pytest.mark.parametrize("name", FORGED)
async def test_a_forged_token_ends_a_channel(stage: Stage, client: RawClient, name: str) -> None:
    await client.join_live(stage.token, CAMPAIGNS)
    await client.say("access_token", {"access_token": await FORGED[name](stage)})
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


async def test_a_session_that_ended_ends_its_channels_within_five_minutes(stage: Stage, client: RawClient) -> None:
    await client.join_live(stage.token, CAMPAIGNS)
    bearer = {"authorization": f"Bearer {stage.token}"}
    assert (await stage.web.call("POST", "/auth/v1/logout", headers=bearer)).status == 204

    await stage.live_through(275, client)
    stage.clock.move(25)

    await expect_end(client, "The session has ended")


async def test_a_session_ended_by_another_process_ends_its_channels_too(stage: Stage, client: RawClient) -> None:
    await client.join_live(stage.token, CAMPAIGNS)
    async with stage.database.transaction() as session:
        await session.execute(text("DELETE FROM auth_sessions"))
    await stage.live_through(275, client)
    stage.clock.move(25)
    await expect_end(client, "The session has ended")


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
