"""The embedded sign-in behind a real HTTP server."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator

import pytest
import uvicorn
from fastapi import FastAPI
from pyreqwest.client import ClientBuilder
from tests.embedded.auth.auth_api import EMAIL, PASSWORD, AuthApi, MovableClock

from harkara.embedded.auth.endpoints import router
from harkara.embedded.auth.passwords import Passwords
from harkara.embedded.auth.users import create_user
from harkara.embedded.auth.wiring import add_embedded_auth
from harkara.kit.clock import Clock
from harkara.kit.crypto import SecretBox
from harkara.kit.db import Database
from harkara.kit.parts import Parts
from harkara.kit.problems import install_problem_handlers


@pytest.fixture
async def api(database: Database) -> AsyncIterator[AuthApi]:
    parts, clock = Parts(), MovableClock()
    parts.add(Clock, clock)
    parts.add(Database, database)
    parts.add(SecretBox, SecretBox("a passphrase of the tests"))
    add_embedded_auth(parts)
    async with database.transaction() as session:
        await create_user(session, Passwords(), EMAIL, PASSWORD)
    app = FastAPI()
    app.state.parts = parts
    app.include_router(router)
    install_problem_handlers(app)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        async with ClientBuilder().build() as client:
            yield AuthApi(client, f"http://127.0.0.1:{listener.getsockname()[1]}", database, clock, parts)
        server.should_exit = True
        await serving
