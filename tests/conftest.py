"""One embedded PostgreSQL per test process, migrated once; its database is emptied after each test."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import pytest
from tests.databases import create_database, empty, with_database

from harkara.embedded.postgres import embedded_postgres
from harkara.entrypoints.migrate import migrate
from harkara.kit.db import Database

TEMPLATE = "harkara_template"


@pytest.fixture(scope="session")
async def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[str]:
    """A running server with a migrated template database."""
    async with embedded_postgres(tmp_path_factory.mktemp("harkara")) as url:
        await create_database(url, TEMPLATE)
        await migrate(with_database(url, TEMPLATE))
        yield url


@pytest.fixture(scope="session")
async def shared_database_url(postgres_url: str) -> str:
    """A migrated database that the tests of this process use one after another."""
    await create_database(postgres_url, "shared", template=TEMPLATE)
    return with_database(postgres_url, "shared")


@pytest.fixture
async def database(shared_database_url: str) -> AsyncGenerator[Database]:
    """The database, opened as the platform opens it, with real commits; emptied after the test."""
    database = Database(shared_database_url)
    yield database
    await empty(database)
    await database.close()


@pytest.fixture
async def database_url(database: Database) -> str:
    """The URL of `database`."""
    return database.url
