"""The campaign routes behind a real HTTP server."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import replace

import pytest
from pyreqwest.client import ClientBuilder
from tests.databases import create_database, with_database
from tests.features.campaigns.campaign_api import CampaignApi, campaign_api
from tests.serving import Web

from harkara.kit.db import Database


@pytest.fixture
async def api(database: Database) -> AsyncGenerator[CampaignApi]:
    """A server of the test's own."""
    async with campaign_api(database) as api:
        yield api


@pytest.fixture(scope="package")
async def idle_server(postgres_url: str) -> AsyncGenerator[CampaignApi]:
    """A server shared by tests in which everything is refused, so that its tables stay empty."""
    await create_database(postgres_url, "campaign_refusals", template="harkara_template")
    database = Database(with_database(postgres_url, "campaign_refusals"))
    async with campaign_api(database) as api:
        yield api
    await database.close()


@pytest.fixture
async def refusing_api(idle_server: CampaignApi) -> AsyncGenerator[CampaignApi]:
    """The shared server, through connections of the test's own: between tests nobody answers a keep-alive."""
    async with ClientBuilder().build() as client:
        yield replace(idle_server, web=Web(client, idle_server.web.address))
