"""Migrations: complete, repeatable, safe when two processes run them at once."""

from __future__ import annotations

import asyncio

from alembic import command
from alembic.script import ScriptDirectory
from tests.databases import create_database, with_database

from harkara.entrypoints.migrate import config, migrate, migration_connection
from harkara.entrypoints.revision import is_current, newest_revision


async def test_models_and_migrations_agree(database_url: str) -> None:
    def check() -> None:
        with migration_connection(database_url) as connection:
            command.check(config(connection))

    await asyncio.to_thread(check)


async def test_the_newest_file_is_alembics_head(database_url: str) -> None:
    with migration_connection(database_url) as connection:
        assert ScriptDirectory.from_config(config(connection)).get_current_head() == newest_revision()


async def test_two_processes_migrate_an_empty_database_at_once(postgres_url: str) -> None:
    await create_database(postgres_url, "migrated_twice")
    url = with_database(postgres_url, "migrated_twice")

    assert not await is_current(url)
    await asyncio.gather(migrate(url), migrate(url))

    assert await is_current(url)


async def test_migrating_again_changes_nothing(database_url: str) -> None:
    await migrate(database_url)
    assert await is_current(database_url)
