"""`AdminDep` on a route, in embedded mode: a sign-in opens it, a sign-out closes it."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from fastapi import FastAPI
from tests.serving import Web, serving

from harkara.core.auth.dependency import AdminDep
from harkara.core.auth.wiring import add_sign_in
from harkara.embedded.auth.endpoints import router
from harkara.embedded.auth.passwords import Passwords
from harkara.embedded.auth.users import create_user
from harkara.kit.clock import Clock, SystemClock
from harkara.kit.crypto import SecretBox
from harkara.kit.db import Database
from harkara.kit.jobs import JobQueue
from harkara.kit.parts import Parts
from harkara.kit.problems import install_problem_handlers
from harkara.kit.settings import Settings

CREDENTIALS = {"email": "admin@example.in", "password": "seven monsoon umbrellas"}


@pytest.fixture
async def web(database: Database, tmp_path: Path) -> AsyncGenerator[Web]:
    parts = Parts()
    parts.add(Settings, Settings(_env_file=None, data_dir=tmp_path))  # pyright: ignore[reportCallIssue]
    parts.add(Clock, SystemClock())
    parts.add(Database, database)
    parts.add(SecretBox, SecretBox("a passphrase of the tests"))
    parts.add(JobQueue, JobQueue())
    add_sign_in(parts)
    async with database.transaction() as session:
        await create_user(session, Passwords(), **CREDENTIALS)
    app = FastAPI()
    app.state.parts = parts
    app.include_router(router)
    install_problem_handlers(app)

    @app.get("/api/me")
    async def me(admin: AdminDep) -> str | None:
        return admin.email

    async with serving(app) as web:
        yield web


async def bearer(web: Web) -> dict[str, str]:
    answer = await web.call("POST", "/auth/v1/token?grant_type=password", json_body=CREDENTIALS)
    return {"authorization": f"Bearer {answer.body['access_token']}"}


async def test_a_sign_in_opens_and_a_sign_out_closes(web: Web) -> None:
    token = await bearer(web)
    assert (await web.call("GET", "/api/me", headers=token)).body == CREDENTIALS["email"]

    await web.call("POST", "/auth/v1/logout", headers=token)

    refused = await web.call("GET", "/api/me", headers=token)
    assert (refused.status, refused.body["code"]) == (401, "not_signed_in")


@pytest.mark.parametrize(
    "headers", [{}, {"authorization": "Basic YTpi"}, {"authorization": "Bearer sb_publishable_embedded"}]
)
async def test_without_a_token_there_is_no_way_in(web: Web, headers: dict[str, str]) -> None:
    refused = await web.call("GET", "/api/me", headers=headers)

    assert refused.status == 401
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.body["mend"]
