"""One platform for all acceptance tests; each test uses campaigns and recipients of its own."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import pytest
from tests.acceptance.platform import Platform, running_platform


@pytest.fixture(scope="session")
async def platform(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Platform]:
    async with running_platform(tmp_path_factory.mktemp("platform") / "data") as platform:
        await platform.behave(time_scale=0.1, fail_share=0.0, read_share=1.0, skip_delivered_share=0.1)
        yield platform
