"""Refresh tokens: rotate, tolerate two tabs, and end the session when an old one turns up."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import text
from tests.embedded.auth.auth_api import HOUR, AuthApi

from harkara.kit.db import Database


async def test_each_refresh_gives_a_new_token(api: AuthApi) -> None:
    first = (await api.sign_in()).body

    second = await api.refresh(first["refresh_token"])

    assert second.status == 200
    assert second.body["refresh_token"] != first["refresh_token"]
    assert second.body["user"] == first["user"]
    assert (await api.call("GET", "/user", token=second.body["access_token"])).status == 200


async def test_tabs_that_refresh_at_once_get_the_same_token(api: AuthApi) -> None:
    first = (await api.sign_in()).body

    answers = await asyncio.gather(*(api.refresh(first["refresh_token"]) for _ in range(20)))

    assert {answer.status for answer in answers} == {200}
    assert len({answer.body["refresh_token"] for answer in answers}) == 1


async def test_a_client_that_lost_the_answer_may_ask_again_later(api: AuthApi) -> None:
    first = (await api.sign_in()).body
    second = (await api.refresh(first["refresh_token"])).body
    api.clock.move(3 * HOUR)

    again = await api.refresh(first["refresh_token"])

    assert again.body["refresh_token"] == second["refresh_token"]


async def test_an_older_token_ends_the_whole_session(api: AuthApi) -> None:
    first = (await api.sign_in()).body
    second = (await api.refresh(first["refresh_token"])).body
    third = (await api.refresh(second["refresh_token"])).body

    stolen = await api.refresh(first["refresh_token"])

    assert (stolen.status, stolen.body["code"]) == (400, "refresh_token_already_used")
    assert (await api.refresh(third["refresh_token"])).body["code"] == "refresh_token_not_found"
    assert (await api.call("GET", "/user", token=third["access_token"])).body["code"] == "session_not_found"


async def test_a_session_left_alone_for_a_day_expires(api: AuthApi) -> None:
    token = (await api.sign_in()).body["refresh_token"]
    api.clock.move(24 * HOUR + 1)

    answer = await api.refresh(token)

    assert (answer.status, answer.body["code"]) == (400, "session_expired")


async def test_a_session_expires_after_thirty_days_however_busy(api: AuthApi) -> None:
    token = (await api.sign_in()).body["refresh_token"]
    for _ in range(31):
        api.clock.move(23 * HOUR)
        token = (await api.refresh(token)).body["refresh_token"]
    api.clock.move(8 * HOUR)

    assert (await api.refresh(token)).body["code"] == "session_expired"


@pytest.mark.parametrize("change", ["number", "session", "signature", "length"])
async def test_a_forged_token_does_no_harm(api: AuthApi, change: str) -> None:
    token = (await api.sign_in()).body["refresh_token"]
    position = {"number": 30, "session": 5, "signature": 45, "length": None}[change]
    forged = (
        token[:-4]
        if position is None
        else token[:position] + ("A" if token[position] != "A" else "B") + token[position + 1 :]
    )

    answer = await api.refresh(forged)

    assert (answer.status, answer.body["code"]) == (400, "refresh_token_not_found")
    assert (await api.refresh(token)).status == 200


async def test_no_token_can_be_read_from_the_database(api: AuthApi) -> None:
    tokens = (await api.sign_in()).body
    async with api.database.transaction() as session:
        rows = [
            str((await session.execute(text(f"SELECT {table} FROM {table}"))).all())
            for table in ("auth_users", "auth_sessions", "auth_signing_keys")
        ]

    assert all(rows)
    for secret in (tokens["refresh_token"], tokens["access_token"], "PRIVATE KEY", "seven monsoon"):
        assert not any(secret in row for row in rows)


async def test_a_database_that_does_not_answer_signs_nobody_out(api: AuthApi) -> None:
    """The client ends its session on any 4xx, 429 included; on 503 it keeps it and tries again."""
    token = (await api.sign_in()).body["refresh_token"]
    api.parts.add(Database, Database("postgresql://nobody@127.0.0.1:9/nowhere"))

    assert (await api.refresh(token)).status == 503

    api.parts.add(Database, api.database)
    assert (await api.refresh(token)).status == 200
