"""What the log says of sign-ins: each kind of event once, where from by its neighbourhood, and of whom nothing."""

from __future__ import annotations

import pytest
from tests.embedded.auth.auth_api import EMAIL, PASSWORD, AuthApi

from harkara.embedded.auth.throttle import neighbourhood_of

NEW_PASSWORD = "nine winter umbrellas"


async def test_every_kind_of_event_is_told_and_nobody_is_named(api: AuthApi, capfd: pytest.CaptureFixture[str]) -> None:
    token = (await api.sign_in()).body["access_token"]
    change = {"password": NEW_PASSWORD, "current_password": "wrong password"}
    await api.call("PUT", "/user", change, token=token)
    await api.call("PUT", "/user", change | {"current_password": PASSWORD}, token=token)
    await api.call("POST", "/logout", token=token)
    for _ in range(9):
        await api.sign_in("wrong password", "stranger@example.in")
    await api.verify(token_hash="made up")
    await api.ask_for_mail()

    printed = "".join(capfd.readouterr())
    for expected in (
        *("signed in", "password change refused", "password changed", "signed out", "sign-in refused"),
        *("recovery refused", "recovery mail asked for"),
    ):
        assert f"{expected} " in printed
    assert printed.count("sign-in slowed down") == 1, "a flood of tries is no flood of lines"
    for personal in (EMAIL, "stranger@example.in", "127.0.0.1", PASSWORD, NEW_PASSWORD, "wrong password", token):
        assert personal not in printed
    assert "127.0.0.0/24" in printed


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:7:8::9", "2001:db8:7::/48"),
        ("unknown", "unknown"),
        ('1.2.3.4\nsigned in"', "unknown"),
    ],
)
def test_where_from_is_told_by_neighbourhood(address: str, told: str) -> None:
    assert neighbourhood_of(address) == told
