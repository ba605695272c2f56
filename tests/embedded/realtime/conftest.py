"""Realtime behind a real server, with the real sign-in, the real database and a clock that is moved by hand."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import select
from tests.clocks import SteppedClock
from tests.embedded.auth.auth_api import EMAIL
from tests.embedded.realtime.raw_client import CAMPAIGNS, NOTIFICATIONS, RawClient, raw_client
from tests.embedded.realtime.rows import add_campaign
from tests.factories import Made
from tests.serving import Web, serving

from harkara.core.auth.admin import AdminGate
from harkara.embedded.auth.endpoints import router as auth_router
from harkara.embedded.auth.live_sessions import LiveSessions
from harkara.embedded.auth.models import AuthUser
from harkara.embedded.auth.service import EmbeddedAuth
from harkara.embedded.auth.signing_keys import ISSUER, KeyRing
from harkara.embedded.auth.wiring import add_embedded_auth
from harkara.embedded.realtime import feed
from harkara.embedded.realtime.endpoints import router
from harkara.embedded.realtime.service import Realtime, realtime_running
from harkara.entrypoints.realtime_access import AdminsOnly
from harkara.kit.clock import Clock
from harkara.kit.crypto import SecretBox
from harkara.kit.db import Database
from harkara.kit.jobs import JobQueue
from harkara.kit.parts import Parts
from harkara.kit.settings import Settings

PATIENCE = 20.0


@dataclass
class Stage:
    web: Web
    database: Database
    clock: SteppedClock
    parts: Parts
    session: dict[str, Any] = field(default_factory=dict[str, Any])

    @property
    def token(self) -> str:
        return self.session["access_token"]

    @property
    def realtime(self) -> Realtime:
        return self.parts[Realtime]

    async def sign_in(self) -> None:
        """Open a session of the admin's. Without a password: hashing one takes longer than most tests here."""
        sessions = self.parts[EmbeddedAuth].sessions
        async with self.database.transaction() as session:
            user = await session.scalar(select(AuthUser))
            if user is None:
                session.add(user := AuthUser(email=EMAIL, password_hash="-"))
                await session.flush()
            self.session = await sessions.open(session, user)

    async def live_through(self, seconds: float, *clients: RawClient) -> None:
        """Let time pass for clients that beat as they should, and are told nothing."""
        while seconds > 0:
            step = min(25, seconds)
            self.clock.move(step)
            seconds -= step
            for client in clients:
                assert await client.is_silent()

    async def earlier_campaign(self) -> Made:
        """Make a campaign and let it be told; a busy machine may tell of it after the next client has joined."""
        async with raw_client(self.web.address) as witness:
            await witness.join_live(self.token, CAMPAIGNS)
            made = await add_campaign(self.database)
            await witness.hear()
        self.clock.move(feed.WINDOW)
        return made

    async def signed(self, **changed: Any) -> str:
        """Return a token of the admin's own session, with some claims changed or, where None, left out."""
        claims = await self.parts[KeyRing].verify(self.token) | changed
        return await self.parts[KeyRing].sign({name: value for name, value in claims.items() if value is not None})

    async def public_keys(self) -> list[dict[str, Any]]:
        return await self.parts[KeyRing].public_jwks()


def app_of(parts: Parts) -> FastAPI:
    app = FastAPI()
    app.state.parts = parts
    app.include_router(auth_router)
    app.include_router(router)
    return app


def new_parts(database: Database, clock: Clock, **settings: Any) -> Parts:
    parts = Parts()
    parts.add(Clock, clock)
    parts.add(Database, database)
    parts.add(SecretBox, SecretBox("a passphrase of the tests"))
    parts.add(JobQueue, JobQueue())
    parts.add(Settings, Settings.model_validate(settings))
    add_embedded_auth(parts)
    parts.add(AdminGate, AdminGate(parts[KeyRing], ISSUER, EMAIL, parts[LiveSessions]))
    return parts


@pytest.fixture
async def stage(database: Database) -> AsyncGenerator[Stage]:
    # Starts at the real time, because PyJWT compares a token's times with the machine's clock; on a whole second, as those times are.
    now = datetime.now(UTC)  # noqa: TID251 - tokens are checked against the machine's clock
    clock = SteppedClock(now.replace(microsecond=0))
    parts = new_parts(database, clock)
    async with realtime_running(parts, AdminsOnly(parts[AdminGate])), serving(app_of(parts)) as web:
        stage = Stage(web, database, clock, parts)
        await stage.sign_in()
        assert await stage.realtime.feed.until_listening(PATIENCE)
        yield stage


@pytest.fixture
async def client(stage: Stage) -> AsyncGenerator[RawClient]:
    async with raw_client(stage.web.address) as client:
        yield client


@pytest.fixture
async def witness(stage: Stage) -> AsyncGenerator[RawClient]:
    """Hears of every notification: once it did, whoever was to hear of it as well has been told."""
    async with raw_client(stage.web.address) as witness:
        await witness.join_live(stage.token, NOTIFICATIONS)
        yield witness
