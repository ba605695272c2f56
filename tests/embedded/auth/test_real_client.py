"""supabase-js itself, in Node, at the embedded sign-in: the contract is what it does with our answers."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.embedded.auth.auth_api import EMAIL, PASSWORD, AuthApi
from tests.mail_server import MailServer, code_of, link_of, token_of
from tests.running_jobs import run_waiting_jobs

SCRIPT = Path(__file__).with_name("client.mjs")
# The one that `make` installed, if the system's was too old.
NODE = shutil.which("node", path=f"{Path('.venv/bin').absolute()}:{os.environ['PATH']}")
NEW = "eight monsoon umbrellas"


async def client(api: AuthApi, scenario: str, **more: str) -> dict[str, Any]:
    """Play a scenario of the script; return what the client saw."""
    assert NODE
    wanted = {"scenario": scenario, "url": api.web.address, "email": EMAIL, "password": PASSWORD, "changed": NEW}
    process = await asyncio.create_subprocess_exec(
        NODE,
        str(SCRIPT),
        json.dumps(wanted | more),
        # Node sets a terminal back when it ends, which would stop tests that run in the background of one.
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    output, errors = await process.communicate()
    assert process.returncode == 0, errors.decode()
    return json.loads(output)


async def test_signing_in(api: AuthApi) -> None:
    seen = await client(api, "signIn")

    refused = {"name": "AuthApiError", "code": "invalid_credentials", "status": 400, "reasons": None}
    assert (seen["wrong"], seen["stranger"]) == (refused, refused)
    assert (seen["signUp"]["code"], seen["signUp"]["status"]) == ("signup_disabled", 422)
    assert "SIGNED_IN" in seen["events"]
    assert seen["email"] == EMAIL
    assert seen["calls"] == ["/auth/v1/token", "/auth/v1/.well-known/jwks.json"], "claims are verified in the browser"


async def test_four_tabs_that_refresh_at_once(api: AuthApi) -> None:
    seen = await client(api, "fourTabs")

    assert seen["errors"] == [None] * 4
    assert seen["different"] == 1
    assert "TOKEN_REFRESHED" in seen["events"]


async def test_the_parent_is_forgiven_the_grandparent_ends_the_session(api: AuthApi) -> None:
    seen = await client(api, "oldTokens")

    assert seen["parent"] is True
    assert seen["grandparent"]["code"] == "refresh_token_already_used"
    assert seen["afterwards"]["name"] == "AuthSessionMissingError"
    assert seen["events"][-1] == "SIGNED_OUT"


async def test_recovery_by_link(api: AuthApi, mails: MailServer) -> None:
    asked = await client(api, "recovery")
    assert (asked["asked"], asked["data"], asked["other"]) == (None, {}, None)
    await run_waiting_jobs(api.parts)
    (mail,) = mails.mails
    assert "/reset-password#token_hash=" in link_of(mail)

    seen = await client(api, "recovered", token=token_of(mail))

    assert (seen["opened"], seen["done"], seen["own"]) == (None, None, None)
    assert seen["again"]["code"] == "otp_expired"
    assert (seen["weak"]["name"], seen["weak"]["reasons"]) == ("AuthWeakPasswordError", ["length"])
    assert [event for event in seen["events"] if event != "INITIAL_SESSION"] == ["PASSWORD_RECOVERY", "USER_UPDATED"]
    assert seen["ended"]["name"] == "AuthSessionMissingError"
    assert seen["others"][-1] == "SIGNED_OUT"


async def test_recovery_by_code(api: AuthApi, mails: MailServer) -> None:
    await api.ask_for_mail()

    seen = await client(api, "code", code=code_of(mails.mails[0]))

    assert seen["wrong"]["code"] == "otp_expired"
    assert seen["opened"] is None
    assert "PASSWORD_RECOVERY" in seen["events"]


async def test_changing_the_password(api: AuthApi) -> None:
    seen = await client(api, "changePassword")

    refusals = {name: seen[name]["code"] for name in ("missing", "wrong", "same", "old")}
    assert refusals == {
        "missing": "current_password_required",
        "wrong": "current_password_invalid",
        "same": "same_password",
        "old": "invalid_credentials",
    }
    assert (seen["done"], seen["own"]) == (None, None)
    assert seen["ended"]["name"] == "AuthSessionMissingError"
    assert (seen["events"][-1], seen["others"][-1]) == ("USER_UPDATED", "SIGNED_OUT")


@pytest.mark.parametrize(
    ("scope", "own_ends", "other_ends"), [("local", True, False), ("others", False, True), ("global", True, True)]
)
async def test_signing_out(api: AuthApi, scope: str, own_ends: bool, other_ends: bool) -> None:
    seen = await client(api, "signOut", scope=scope)

    assert seen["error"] is None
    assert seen["own"] == ("refresh_token_not_found" if own_ends else "alive")
    assert seen["other"] == ("AuthSessionMissingError" if other_ends else "alive")
    assert ("SIGNED_OUT" in seen["events"]) == own_ends
