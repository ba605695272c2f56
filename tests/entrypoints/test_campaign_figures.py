"""What was sent before batches, pace and failures were kept is counted once, by the migration that brings them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from tests.core.messages.ledger import report, rows, send, status, sums
from tests.databases import create_database, with_database
from tests.factories import make_campaign

from harkara.entrypoints.migrate import config, migrate, migration_connection
from harkara.kit.db import Database

BATCHES = "SELECT id, total_sent, total_delivered, total_read, total_failed, total_refused FROM campaign_templates"
PACE = "SELECT campaign_id, slice_at, sent, refused FROM campaign_pace"
FAILURES = "SELECT campaign_id, error_code, failed FROM campaign_failures WHERE failed > 0"


@pytest.fixture
async def own_database(postgres_url: str) -> AsyncGenerator[Database]:
    await create_database(postgres_url, "counted_again")
    database = Database(with_database(postgres_url, "counted_again"))
    await migrate(database.url)
    yield database
    await database.close()


async def test_counting_gives_what_was_kept(own_database: Database) -> None:
    made = await make_campaign(own_database, recipients=10, templates=2, state="processing")
    wamids = await send(own_database, made.contact_ids[:7])
    await report(own_database, *(status(wamid, "read") for wamid in wamids[:4]))
    await report(own_database, status(wamids[0], "failed"), status(wamids[5], "failed", code=131049))
    kept = [sorted(await rows(own_database, query), key=str) for query in (BATCHES, PACE, FAILURES)]
    assert (await sums(own_database))["failed"] == 2

    await asyncio.to_thread(_without_and_with_the_figures, own_database.url)

    assert [sorted(await rows(own_database, query), key=str) for query in (BATCHES, PACE, FAILURES)] == kept


def _without_and_with_the_figures(url: str) -> None:
    with migration_connection(url) as connection:
        before = ScriptDirectory.from_config(config(connection)).get_revision("0015").down_revision
        command.downgrade(config(connection), str(before))
        command.upgrade(config(connection), "head")
