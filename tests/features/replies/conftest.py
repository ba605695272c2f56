"""Replies on the real database, with the sandbox in Meta's and OpenAI's place."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import pytest
from tests.features.replies.stage import ReplyStage, reply_stage
from tests.integrations.sandbox_server import SandboxControl, sandbox, sandbox_server

from harkara.kit.db import Database

__all__ = ["sandbox", "sandbox_server"]


@pytest.fixture
async def stage(database: Database, sandbox: SandboxControl) -> AsyncGenerator[ReplyStage]:
    """A number, a customer, and a model that answers at once."""
    async with reply_stage(database, sandbox) as stage:
        yield stage
