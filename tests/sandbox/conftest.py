"""One sandbox per test process, reset before each test."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import pytest
from tests.sandbox.stage import Stage, staged


@pytest.fixture(scope="session")
async def shared_stage() -> AsyncGenerator[Stage]:
    async with staged() as stage:
        yield stage


@pytest.fixture
async def stage(shared_stage: Stage) -> Stage:
    """A sandbox as it is after its start, and a receiver that has seen nothing."""
    await shared_stage.control("POST", "reset")
    shared_stage.receiver.forget()
    shared_stage.clock.settle()
    return shared_stage
