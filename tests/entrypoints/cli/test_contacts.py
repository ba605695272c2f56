"""`harkara contacts` against a real database: an export to a file, an erasure that asks."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner, Result

from harkara.entrypoints.cli.contacts import app
from harkara.kit.db import Database
from harkara.kit.errors import AppError

PRIYA = "919812345678"


@pytest.fixture(autouse=True)
async def customer(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", database.url)
    monkeypatch.setenv("ENCRYPTION_KEY", "a passphrase for tests")
    async with database.transaction() as session:
        await session.execute(text(f"INSERT INTO contacts (wa_id, profile_name) VALUES ('{PRIYA}', 'Priya Sharma')"))


async def run(*arguments: str, typed: str | None = None) -> Result:
    """Run a command as a person would, in a thread, because it brings an event loop of its own."""
    return await asyncio.to_thread(CliRunner().invoke, app, list(arguments), typed)


async def left(database: Database) -> int | None:
    async with database.transaction() as session:
        return await session.scalar(text("SELECT count(*) FROM contacts"))


async def test_an_export_is_written_into_a_file(tmp_path: Path) -> None:
    result = await run("export", "+91 98123 45678", "--output", "priya.json")
    assert result.exit_code == 0, result.output
    document = json.loads((tmp_path / "priya.json").read_bytes())
    assert (document["customer"]["phone"], document["customer"]["name"]) == (PRIYA, "Priya Sharma")


async def test_erasing_shows_who_it_is_and_wants_the_last_four_digits(database: Database) -> None:
    result = await run("erase", PRIYA, typed="5678\n")
    assert result.exit_code == 0, result.output
    assert "Priya Sharma" in result.output
    assert "Erased customer" in result.output
    assert await left(database) == 0


async def test_a_wrong_answer_erases_nobody(database: Database) -> None:
    result = await run("erase", PRIYA, "--confirm", "0000")
    assert isinstance(result.exception, AppError)
    assert await left(database) == 1


async def test_nobody_is_not_found() -> None:
    result = await run("export", "919899999999")
    assert isinstance(result.exception, AppError)
    assert "Nobody has this phone number" in result.exception.detail
