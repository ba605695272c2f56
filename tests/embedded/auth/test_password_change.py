"""Changing the password: needs the present one, follows the rules, ends the other sessions."""

from __future__ import annotations

from typing import Any

import pytest
from tests.embedded.auth.auth_api import PASSWORD, AuthApi

NEW = "eight monsoon umbrellas"


async def test_a_new_password_ends_the_other_sessions(api: AuthApi) -> None:
    own, other = (await api.sign_in()).body, (await api.sign_in()).body

    answer = await api.call(
        "PUT",
        "/user",
        {"password": NEW, "current_password": PASSWORD, "code_challenge": None},
        token=own["access_token"],
    )

    assert (answer.status, answer.body["email"]) == (200, own["user"]["email"])
    assert (await api.call("GET", "/user", token=own["access_token"])).status == 200
    assert (await api.call("GET", "/user", token=other["access_token"])).status == 403
    assert (await api.sign_in(PASSWORD)).status == 400
    assert (await api.sign_in(NEW)).status == 200


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"password": NEW}, 400, "current_password_required"),
        ({"password": NEW, "current_password": "wrong"}, 400, "current_password_invalid"),
        ({"password": PASSWORD, "current_password": PASSWORD}, 422, "same_password"),
        ({"password": "short", "current_password": PASSWORD}, 422, "weak_password"),
        ({"password": "Password123", "current_password": PASSWORD}, 422, "weak_password"),
        ({"email": "other@example.in"}, 400, "validation_failed"),
        ({"data": {"role": "admin"}}, 400, "validation_failed"),
    ],
)
async def test_what_is_refused_changes_nothing(api: AuthApi, body: dict[str, Any], status: int, code: str) -> None:
    token = (await api.sign_in()).body["access_token"]

    answer = await api.call("PUT", "/user", body, token=token)

    assert (answer.status, answer.body["code"]) == (status, code)
    assert (await api.sign_in()).status == 200


async def test_a_weak_password_says_why(api: AuthApi) -> None:
    token = (await api.sign_in()).body["access_token"]

    answer = await api.call("PUT", "/user", {"password": "short", "current_password": PASSWORD}, token=token)

    assert answer.body["weak_password"]["reasons"] == ["length"]
