"""The whole platform behind the real Nginx, once for all tests here; and an installation under PM2, once per file."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import NamedTuple

import pytest
from tests.acceptance.platform import Platform, running_platform
from tests.deploy.installation import Installation, installed, place
from tests.deploy.nginx import DOMAIN, Nginx, nginx_before, require_nginx
from tests.deploy.through import Through
from tests.ports import free_port_pair, free_ports

APP_SECRET = "an app secret of the tests"
METRICS_TOKEN = "a token for the figures"


class Front(NamedTuple):
    platform: Platform
    nginx: Nginx
    web: Through


@pytest.fixture(scope="session")
async def front(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Front]:
    """Two API processes are announced to Nginx and one is there: as in the moment when the other one restarts."""
    require_nginx()
    folder = tmp_path_factory.mktemp("front")
    port = free_port_pair()
    http, https, dead = free_ports(3)
    settings = {
        "PUBLIC_URL": f"https://{DOMAIN}:{https}",
        "META_APP_SECRET": APP_SECRET,
        "META_WEBHOOK_VERIFY_TOKEN": "a word",
        "METRICS_TOKEN": METRICS_TOKEN,
    }
    async with (
        running_platform(folder / "data", port=port, settings=settings) as platform,
        nginx_before(folder / "nginx", [dead, port], listening=(http, https), settings=settings) as nginx,
    ):
        yield Front(platform, nginx, Through(nginx))


@pytest.fixture(scope="module")
async def here() -> AsyncGenerator[Installation]:
    with place() as folder:
        async with installed(folder) as installation:
            yield installation
