"""`harkara webhooks` against a real database: what is shown, and that a replay asks, works and changes no totals."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from tests.factories import make_campaign
from tests.features.webhooks.inbox import process, receive, store
from tests.features.webhooks.meta_events import event, status
from typer.testing import CliRunner, Result

from harkara.core.messages.attempt import AttemptId
from harkara.core.sender.service import installation_id
from harkara.entrypoints.cli.webhooks import app
from harkara.features.webhooks import replay
from harkara.kit.db import Database
from harkara.kit.errors import AppError

Command = Callable[..., Awaitable[Result]]

TOTALS = "SELECT total_sent, total_delivered, total_read, total_failed FROM campaign_templates"
LOGS = "SELECT count(*) FROM message_status_logs"
WAITING = "SELECT count(*) FROM webhook_events WHERE processed_at IS NULL"
REJECTS = "SELECT count(*) FROM webhook_rejects"


@pytest.fixture
def command(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs a command as a person would, in a thread, because it brings an event loop of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("COLUMNS", "200")

    async def run(*arguments: str | int, typed: str | None = None) -> Result:
        return await asyncio.to_thread(CliRunner().invoke, app, [str(part) for part in arguments], typed)

    return run


async def row(database: Database, query: str) -> tuple[int, ...]:
    async with database.transaction() as session:
        return tuple((await session.execute(text(query))).one())


@pytest.fixture
async def ids(database: Database) -> list[int]:
    """Three processed events: two good ones, and one with an item that was set aside."""
    made = await make_campaign(database, recipients=2, state="processing")
    async with database.transaction() as session:
        installation = await installation_id(session)
    marks = [str(AttemptId(installation, contact, 1)) for contact in made.contact_ids]
    await receive(
        database,
        event(status("wamid.A", "delivered", biz_opaque_callback_data=marks[0])),
        event(status("wamid.B", "failed", biz_opaque_callback_data=marks[1])),
        event({"status": "[red]sent"}, status("wamid.A", "read", at=1_795_000_009)),
    )
    async with database.transaction() as session:
        return list(await session.scalars(text("SELECT id FROM webhook_events ORDER BY id")))


async def test_a_replay_of_everything_changes_nothing(command: Command, database: Database, ids: list[int]) -> None:
    before = [await row(database, query) for query in (TOTALS, LOGS, REJECTS)]

    result = await command("replay", "--since", "2026-11-01", typed="y\n")
    assert result.exit_code == 0, result.output
    assert "Put 3 events back in line" in result.output
    assert await row(database, WAITING) == (3,)
    assert await row(database, REJECTS) == (0,)
    await process(database)

    assert before == [(2, 1, 1, 1), (3,), (1,)]
    assert [await row(database, query) for query in (TOTALS, LOGS, REJECTS)] == before


@pytest.mark.parametrize(
    ("arguments", "typed", "back"),
    [
        (["--rejected", "--yes"], None, 1),
        (["--since", "2026-11-01", "--dry-run"], None, 0),
        (["--since", "2026-11-01"], "n\n", 0),
        (["--since", "2126-11-01", "--yes"], None, 0),
    ],
)
async def test_only_what_is_meant_goes_back(
    command: Command, database: Database, ids: list[int], arguments: list[str], typed: str | None, back: int
) -> None:
    result = await command("replay", *arguments, typed=typed)
    assert result.exit_code == 0, result.output
    assert await row(database, WAITING) == (back,)


async def test_one_event_by_its_id(command: Command, database: Database, ids: list[int]) -> None:
    await command("replay", "--event", ids[1], "--yes")
    assert await row(database, "SELECT id FROM webhook_events WHERE processed_at IS NULL") == (ids[1],)


async def test_many_go_back_in_steps(database: Database, ids: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replay, "AT_ONCE", 2)
    assert [done async for done in replay.put_back(database, replay.Selection())] == [2, 3]


async def test_it_must_be_said_which(command: Command, ids: list[int]) -> None:
    result = await command("replay", "--yes")
    assert isinstance(result.exception, AppError)
    assert "--since" in (result.exception.mend or "")


async def test_what_is_stored_is_shown(command: Command, database: Database, ids: list[int]) -> None:
    await store(database, event())
    result = await command("show")
    assert result.exit_code == 0, result.output
    for words in ("Waiting: 1 event, the oldest since", "malformed", "id or status is missing", "replay --rejected"):
        assert words in result.output


async def test_an_empty_inbox_is_shown(command: Command) -> None:
    assert "Waiting: 0 events\nNothing was set aside." in (await command("show")).output
