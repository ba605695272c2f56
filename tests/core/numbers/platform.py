"""The parts of a process wired to the test's database and to the sandbox, and the API served over them to a signed-in admin."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import text
from tests.integrations.sandbox_server import SandboxControl
from tests.serving import Web, serving

from harkara.core.auth.admin import Admin
from harkara.core.auth.dependency import require_admin
from harkara.core.notifications import endpoints as notifications
from harkara.core.numbers import endpoints as numbers
from harkara.core.numbers.credentials import seal_token
from harkara.core.templates import endpoints as templates
from harkara.integrations.whatsapp.client import GraphClient
from harkara.kit.clock import Clock, SystemClock
from harkara.kit.crypto import SecretBox
from harkara.kit.db import Database
from harkara.kit.jobs import JobQueue
from harkara.kit.parts import Parts
from harkara.kit.problems import install_problem_handlers

ADMIN = "admin@example.in"
BOX = SecretBox("a passphrase for tests")


@pytest.fixture
async def parts(database: Database, sandbox: SandboxControl) -> AsyncGenerator[Parts]:
    parts = wire(database, GraphClient(sandbox.url, "v25.0"))
    yield parts
    await parts[GraphClient].close()


@pytest.fixture
async def web(parts: Parts) -> AsyncGenerator[Web]:
    """The API as the admin sees it."""
    app = FastAPI()
    app.state.parts = parts
    app.dependency_overrides[require_admin] = lambda: Admin("1", ADMIN, None, datetime.max.replace(tzinfo=UTC))
    install_problem_handlers(app)
    for module in (numbers, templates, notifications):
        app.include_router(module.router)
    async with serving(app) as web:
        yield web


def wire(database: Database, graph: GraphClient) -> Parts:
    parts = Parts()
    parts.add(Database, database)
    parts.add(Clock, SystemClock())
    parts.add(SecretBox, BOX)
    parts.add(JobQueue, JobQueue())
    parts.add(GraphClient, graph)
    return parts


def sealed(phone_number_id: str, token: str) -> bytes:
    """The token as a number of ours stores it."""
    return seal_token(BOX, phone_number_id, token)


async def deferred(database: Database, name: str) -> list[dict[str, Any]]:
    """The arguments of all waiting jobs of this name."""
    async with database.transaction() as session:
        rows = await session.execute(
            text("SELECT args FROM procrastinate_jobs WHERE task_name = :name ORDER BY id"), {"name": name}
        )
        return list(rows.scalars())
