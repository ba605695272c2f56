"""One embedded PostgreSQL per test process, migrated once into a template database and cloned for each test that needs one."""

from __future__ import annotations

import itertools
from collections.abc import AsyncGenerator

import psycopg
import pytest
from psycopg import sql
from tests.databases import create_database, with_database

from harkara.embedded.postgres import embedded_postgres
from harkara.entrypoints.migrate import migrate
from harkara.kit.db import Database

TEMPLATE = "harkara_template"
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
async def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[str]:
    """A running server with a migrated template database."""
    async with embedded_postgres(tmp_path_factory.mktemp("harkara")) as url:
        await create_database(url, TEMPLATE)
        await migrate(with_database(url, TEMPLATE))
        yield url


@pytest.fixture
async def database_url(postgres_url: str) -> AsyncGenerator[str]:
    """A migrated, empty database of the test's own, with real commits."""
    name = f"test_{next(_numbers)}"
    await create_database(postgres_url, name, template=TEMPLATE)
    yield with_database(postgres_url, name)
    async with await psycopg.AsyncConnection.connect(postgres_url, autocommit=True) as connection:
        await connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
async def database(database_url: str) -> AsyncGenerator[Database]:
    """The test's own database, opened as the platform opens it."""
    database = Database(database_url)
    yield database
    await database.close()
