"""Sign-in, user and sign-out, as supabase-js sees them."""

from __future__ import annotations

import jwt
import pytest
from tests.embedded.auth.auth_api import EMAIL, PASSWORD, AuthApi

from harkara.embedded.auth.signing_keys import ISSUER


async def test_a_password_opens_a_session(api: AuthApi) -> None:
    answer = await api.sign_in(email="  Admin@Example.IN ")

    assert answer.status == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.body["token_type"] == "bearer"
    assert answer.body["expires_in"] == 3600
    assert answer.body["user"]["email"] == EMAIL
    assert answer.body["user"]["app_metadata"]["role"] == "admin"
    claims = jwt.decode(answer.body["access_token"], options={"verify_signature": False})
    assert (claims["iss"], claims["aud"], claims["role"]) == (ISSUER, "authenticated", "authenticated")
    assert claims["exp"] - claims["iat"] == 3600
    assert claims["exp"] == answer.body["expires_at"]


@pytest.mark.parametrize(
    ("email", "password"), [(EMAIL, "wrong password"), ("stranger@example.in", PASSWORD), ("' OR 1=1 --", "x")]
)
async def test_wrong_credentials_all_get_the_same_answer(api: AuthApi, email: str, password: str) -> None:
    answer = await api.sign_in(password, email)

    assert answer.status == 400
    assert answer.headers["x-supabase-api-version"] == "2024-01-01"
    text = "Invalid login credentials"
    assert answer.body == {
        "code": "invalid_credentials",
        "error_code": "invalid_credentials",
        "message": text,
        "msg": text,
    }


@pytest.mark.parametrize("body", [{}, {"email": EMAIL}, {"email": EMAIL, "password": 7}, [], "text"])
async def test_incomplete_bodies_are_refused_by_name(api: AuthApi, body: object) -> None:
    answer = await api.call("POST", "/token?grant_type=password", body)

    assert (answer.status, answer.body["code"]) == (400, "validation_failed")


async def test_an_unknown_grant_is_refused(api: AuthApi) -> None:
    answer = await api.call("POST", "/token?grant_type=magic", {})

    assert (answer.status, answer.body["code"]) == (400, "unsupported_grant_type")


async def test_a_huge_body_is_refused(api: AuthApi) -> None:
    answer = await api.call("POST", "/token?grant_type=password", {"email": EMAIL, "password": "x" * 70_000})

    assert answer.status == 413


async def test_the_user_belongs_to_the_token(api: AuthApi) -> None:
    tokens = (await api.sign_in()).body

    answer = await api.call("GET", "/user", token=tokens["access_token"])

    assert answer.status == 200
    assert answer.body == tokens["user"]


async def test_the_public_key_is_no_token(api: AuthApi) -> None:
    answer = await api.call("GET", "/user")

    assert (answer.status, answer.body["code"]) == (403, "bad_jwt")


@pytest.mark.parametrize(
    ("scope", "own_ends", "other_ends"), [("local", True, False), ("others", False, True), ("global", True, True)]
)
async def test_sign_out_ends_the_sessions_it_names(api: AuthApi, scope: str, own_ends: bool, other_ends: bool) -> None:
    own, other = (await api.sign_in()).body, (await api.sign_in()).body

    answer = await api.call("POST", f"/logout?scope={scope}", token=own["access_token"])

    assert (answer.status, answer.content) == (204, b"")
    for tokens, ends in ((own, own_ends), (other, other_ends)):
        user = await api.call("GET", "/user", token=tokens["access_token"])
        refreshed = await api.refresh(tokens["refresh_token"])
        assert (user.status, refreshed.status) == ((403, 400) if ends else (200, 200))
        if ends:
            assert user.body["code"] == "session_not_found"
            assert refreshed.body["code"] == "refresh_token_not_found"


async def test_an_unknown_scope_ends_nothing(api: AuthApi) -> None:
    token = (await api.sign_in()).body["access_token"]

    assert (await api.call("POST", "/logout?scope=everything", token=token)).status == 400
    assert (await api.call("GET", "/user", token=token)).status == 200


async def test_nobody_can_register(api: AuthApi) -> None:
    answer = await api.call("POST", "/signup", {"email": "new@example.in", "password": PASSWORD})

    assert (answer.status, answer.body["code"]) == (422, "signup_disabled")


async def test_published_keys_verify_our_tokens(api: AuthApi) -> None:
    token = (await api.sign_in()).body["access_token"]

    answer = await api.call("GET", "/.well-known/jwks.json")

    assert answer.headers["cache-control"] == "public, max-age=600"
    (key,) = answer.body["keys"]
    assert (key["kty"], key["crv"], key["alg"], key["key_ops"]) == ("EC", "P-256", "ES256", ["verify"])
    assert "d" not in key
    assert jwt.get_unverified_header(token)["kid"] == key["kid"]
    assert jwt.decode(token, jwt.PyJWK(key), audience="authenticated")["email"] == EMAIL


async def test_what_can_be_done_here_is_said(api: AuthApi) -> None:
    assert (await api.call("GET", "/health")).body["name"] == "GoTrue"
    assert (await api.call("GET", "/settings")).body["disable_signup"] is True


async def test_the_token_of_an_ended_session_ends_no_other(api: AuthApi) -> None:
    former = (await api.sign_in()).body["access_token"]
    assert (await api.call("POST", "/logout?scope=local", token=former)).status == 204
    present = (await api.sign_in()).body["access_token"]

    refused = await api.call("POST", "/logout", token=former)

    assert (refused.status, refused.body["code"]) == (403, "session_not_found")
    assert (await api.call("GET", "/user", token=present)).status == 200
