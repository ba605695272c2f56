"""The embedded sign-in behind a real HTTP server."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import UTC, datetime

import pytest
from fastapi import FastAPI
from tests.clocks import ManualClock
from tests.embedded.auth.auth_api import EMAIL, PASSWORD, SITE, AuthApi
from tests.mail_server import MailServer, mail_server
from tests.serving import serving

from harkara.embedded.auth.endpoints import router
from harkara.embedded.auth.passwords import Passwords
from harkara.embedded.auth.users import create_user
from harkara.embedded.auth.wiring import add_embedded_auth
from harkara.kit.clock import Clock
from harkara.kit.crypto import SecretBox
from harkara.kit.db import Database
from harkara.kit.jobs import JobQueue
from harkara.kit.parts import Parts
from harkara.kit.problems import install_problem_handlers
from harkara.kit.settings import Settings


@pytest.fixture
async def mails() -> AsyncGenerator[MailServer]:
    async with mail_server() as server:
        yield server


@pytest.fixture
async def api(database: Database, mails: MailServer) -> AsyncGenerator[AuthApi]:
    async with database.transaction() as session:
        await create_user(session, Passwords(), EMAIL, PASSWORD)
    # Starts at the real time, because PyJWT compares a token's times with the machine's clock.
    parts, clock = Parts(), ManualClock(datetime.now(UTC))  # noqa: TID251 - tokens are checked against the machine's clock
    parts.add(Clock, clock)
    parts.add(Database, database)
    parts.add(SecretBox, SecretBox("a passphrase of the tests"))
    parts.add(JobQueue, JobQueue())
    parts.add(Settings, settings(mails.port))
    add_embedded_auth(parts)
    app = FastAPI()
    app.state.parts = parts
    app.include_router(router)
    install_problem_handlers(app)
    async with serving(app) as web:
        yield AuthApi(web, parts, database, clock)


def settings(smtp_port: int, **others: str) -> Settings:
    values = {
        "public_url": SITE,
        "smtp_host": "127.0.0.1",
        "smtp_port": smtp_port,
        "smtp_security": "none",
        "smtp_from": "Harkara <no-reply@example.in>",
    }
    return Settings(_env_file=None, **(values | others))  # pyright: ignore
