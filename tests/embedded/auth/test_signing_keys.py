"""Signing keys: one for all processes, readable only with ENCRYPTION_KEY."""

from __future__ import annotations

import asyncio

import pytest
from tests.clocks import ManualClock

from harkara.embedded.auth.signing_keys import ISSUER, KeyRing
from harkara.kit.access_tokens import TokenRefusedError
from harkara.kit.crypto import SecretBox
from harkara.kit.db import Database

CLAIMS = {"iss": ISSUER, "aud": "authenticated", "sub": "x", "iat": 1_700_000_000, "exp": 4_000_000_000}


def ring(database: Database, key: str = "a passphrase", clock: ManualClock | None = None) -> KeyRing:
    return KeyRing(database, SecretBox(key), clock or ManualClock())


async def test_processes_that_start_at_once_share_one_key(database: Database) -> None:
    rings = [ring(database) for _ in range(5)]

    tokens = await asyncio.gather(*(each.sign(CLAIMS) for each in rings))

    assert len(await rings[0].public_jwks()) == 1
    for each in rings:
        assert [(await each.verify(token))["sub"] for token in tokens] == ["x"] * 5


async def test_a_lost_encryption_key_costs_sessions_not_the_sign_in(database: Database) -> None:
    before = await ring(database, "the old passphrase").sign(CLAIMS)

    after = ring(database, "a new passphrase")

    assert (await after.verify(await after.sign(CLAIMS)))["sub"] == "x"
    assert (await after.verify(before))["sub"] == "x"
    assert len(await after.public_jwks()) == 2


async def test_a_key_made_elsewhere_is_found_at_once(database: Database) -> None:
    here = ring(database)
    await here.sign(CLAIMS)
    token = await ring(database, "the passphrase of another machine").sign(CLAIMS)

    assert (await here.verify(token))["sub"] == "x"


async def test_after_a_made_up_key_id_a_key_made_elsewhere_is_found_within_half_a_minute(database: Database) -> None:
    clock = ManualClock()
    here = ring(database, clock=clock)
    assert await here.key_for("made-up") is None
    token = await ring(database, "the passphrase of another machine").sign(CLAIMS)

    with pytest.raises(TokenRefusedError):
        await here.verify(token)
    clock.move(31)
    assert (await here.verify(token))["sub"] == "x"
