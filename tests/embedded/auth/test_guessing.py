"""Guessing passwords is slow, and never locks the admin out."""

from __future__ import annotations

from tests.clocks import ManualClock
from tests.embedded.auth.auth_api import EMAIL, AuthApi

from harkara.embedded.auth.throttle import LONGEST_WAIT_SECONDS, SignInThrottle


async def test_the_sixth_wrong_password_has_to_wait(api: AuthApi) -> None:
    answers = [await api.sign_in("wrong password") for _ in range(7)]

    assert [answer.status for answer in answers] == [400] * 5 + [429] * 2
    assert answers[-1].body["code"] == "over_request_rate_limit"
    assert answers[-1].headers["retry-after"] == "1"
    api.clock.move(1)
    assert (await api.sign_in()).status == 200


async def test_refreshing_is_never_throttled(api: AuthApi) -> None:
    token = (await api.sign_in()).body["refresh_token"]
    for _ in range(10):
        await api.sign_in("wrong password")

    assert (await api.refresh(token)).status == 200


def test_a_thousand_tries_from_fifty_addresses_hardly_get_anywhere() -> None:
    throttle = SignInThrottle(ManualClock())

    passed = sum(throttle.try_now(f"10.0.0.{number % 50}", EMAIL) == 0 for number in range(1000))

    assert passed <= 20 + 50
    assert throttle.try_now("192.0.2.7", EMAIL) == 0, "the admin's first try from an address of their own counts"


def test_waits_double_up_to_a_minute_and_are_forgotten() -> None:
    clock = ManualClock()
    throttle = SignInThrottle(clock)
    waits: list[float] = []
    for _ in range(14):
        wait = throttle.try_now("192.0.2.7", EMAIL)
        if wait:
            waits.append(wait)
            clock.move(wait)
            assert throttle.try_now("192.0.2.7", EMAIL) == 0

    assert waits[:7] == [1, 2, 4, 8, 16, 32, 60]
    assert max(waits) == LONGEST_WAIT_SECONDS
    clock.move(16 * 60)
    assert [throttle.try_now("192.0.2.7", EMAIL) for _ in range(5)] == [0] * 5


def test_a_whole_ipv6_network_counts_as_one_address() -> None:
    throttle = SignInThrottle(ManualClock())
    for number in range(5):
        assert throttle.try_now(f"2001:db8::{number}", EMAIL) == 0

    assert throttle.try_now("2001:db8::ffff", EMAIL) > 0


def test_success_clears_the_address() -> None:
    throttle = SignInThrottle(ManualClock())
    for _ in range(5):
        throttle.try_now("192.0.2.7", EMAIL)

    throttle.succeeded("192.0.2.7", EMAIL)

    assert throttle.try_now("192.0.2.7", EMAIL) == 0
