"""Guessing passwords is slow, and never locks the admin out."""

from __future__ import annotations

import asyncio

from tests.clocks import ManualClock
from tests.embedded.auth.auth_api import EMAIL, PASSWORD, AuthApi
from tests.serving import Answer

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


async def test_of_a_thousand_guesses_from_fifty_addresses_few_reach_the_hash(api: AuthApi) -> None:
    """Over HTTP, at one moment: 400 means that the password was looked at, 429 that it was not."""

    async def guess(address: str, password: str = "wrong password") -> Answer:
        body = {"email": EMAIL, "password": password}
        headers = {"x-forwarded-for": address}
        return await api.web.call("POST", "/auth/v1/token?grant_type=password", json_body=body, headers=headers)

    answers: list[Answer] = []
    for _ in range(20):
        answers += await asyncio.gather(*(guess(f"198.51.100.{number}") for number in range(50)))
    right = await guess("203.0.113.9", PASSWORD)

    statuses = [answer.status for answer in answers]
    assert statuses.count(400) <= 20 + 50
    assert statuses.count(429) == 1000 - statuses.count(400)
    assert all(answer.headers["retry-after"] for answer in answers if answer.status == 429)
    assert right.status == 200, "from an address of their own the admin gets in at once"


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
