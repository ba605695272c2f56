"""Where a caller comes from: told by trusted proxies only, and used for slowing guesses down and for /metrics."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.serving import Answer
from tests.whole_api import EMAIL, WholeApi, whole_api

from harkara.embedded.auth.passwords import Passwords
from harkara.embedded.auth.users import create_user
from harkara.kit.db import Database

PASSWORD = "seven monsoon umbrellas"
TOKEN = "a token of the tests"


async def sign_in(api: WholeApi, forwarded: str, password: str = "wrong password") -> Answer:
    return await api.web.call(
        "POST",
        "/auth/v1/token?grant_type=password",
        json_body={"email": EMAIL, "password": password},
        headers={"x-forwarded-for": forwarded},
    )


@pytest.fixture
async def admin(database: Database) -> str:
    """The URL of a database in which the admin has a password."""
    async with database.transaction() as session:
        await create_user(session, Passwords(), EMAIL, PASSWORD)
    return database.url


@pytest.mark.parametrize("forwarded", ["198.51.100.{}", "198.51.100.{}, 10.0.0.1", "unknown, 198.51.100.{}"])
async def test_without_a_trusted_proxy_no_header_makes_another_address(
    admin: str, tmp_path: Path, forwarded: str
) -> None:
    async with whole_api(admin, tmp_path, trusted_proxies="192.0.2.1") as api:
        statuses = [(await sign_in(api, forwarded.format(number))).status for number in range(8)]

    assert statuses[:5] == [400] * 5
    assert 429 in statuses[5:]


async def test_what_the_client_writes_before_the_proxys_word_counts_for_nothing(admin: str, tmp_path: Path) -> None:
    async with whole_api(admin, tmp_path, trusted_proxies="127.0.0.1,10.0.0.0/8") as api:
        statuses = [(await sign_in(api, f"198.51.100.{n}, 203.0.113.5, 10.0.0.7")).status for n in range(8)]

    assert statuses[:5] == [400] * 5
    assert 429 in statuses[5:]


class TestMetrics:
    async def test_this_machine_reads_them(self, database: Database, tmp_path: Path) -> None:
        async with whole_api(database.url, tmp_path) as api:
            answer = await api.web.call("GET", "/metrics")
        assert answer.status == 200
        for name in (b"process_resident_memory_bytes ", b"process_open_fds ", b"harkara_send_queue_ready "):
            assert name in answer.content

    @pytest.mark.parametrize("name", ["x-forwarded-for", "x-real-ip", "forwarded", "via"])
    @pytest.mark.parametrize("value", ["203.0.113.9", "127.0.0.1"])
    async def test_what_came_through_a_proxy_does_not(
        self, database: Database, tmp_path: Path, name: str, value: str
    ) -> None:
        async with whole_api(database.url, tmp_path) as api:
            answer = await api.web.call("GET", "/metrics", headers={name: value})
        assert (answer.status, answer.body["code"]) == (404, "not_found")

    async def test_with_the_token_anybody_does(self, database: Database, tmp_path: Path) -> None:
        elsewhere = {"x-forwarded-for": "203.0.113.9"}
        async with whole_api(database.url, tmp_path, metrics_token=TOKEN) as api:
            statuses = [
                (await api.web.call("GET", "/metrics", headers=elsewhere | {"authorization": authorization})).status
                for authorization in (f"Bearer {TOKEN}", f"Bearer {TOKEN}x", f"Basic {TOKEN}", "Bearer ", api.token)
            ]
        assert statuses == [200, 404, 404, 404, 404]
