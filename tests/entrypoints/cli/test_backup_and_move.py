"""Backup, restore, move and clearing up from the command line, as an operator does them."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from harkara.embedded.postgres import EmbeddedPostgres
from harkara.entrypoints.archive import databases
from harkara.entrypoints.archive.tables import connect

HARKARA = (sys.executable, "-m", "harkara.entrypoints.cli")
EMBEDDED_ONLY = ("PATH", "HOME", "LANG", "USER", "PYTHONPATH")


async def harkara(data: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name in EMBEDDED_ONLY}
    return await asyncio.to_thread(
        subprocess.run,
        [*HARKARA, *words],
        env=kept | {"DATA_DIR": str(data), "COLUMNS": "200"} | environment,
        cwd=data,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
async def data(tmp_path: Path) -> Path:
    """The DATA_DIR of an installation with tables."""
    data = tmp_path / "data"
    data.mkdir()
    assert (await harkara(data, "migrate")).returncode == 0
    return data


async def test_backup_restore_and_clearing_up(data: Path) -> None:
    written = await harkara(data, "backup")
    assert written.returncode == 0, written.stderr
    assert "keep that apart" in written.stdout
    [archive] = backups(data)

    restored = await harkara(data, "restore", str(archive))
    assert restored.returncode == 0, restored.stderr
    assert "kept as harkara_before_restore" in restored.stdout
    assert "is not known" not in restored.stdout
    assert "Removed: harkara_before_restore." in (await harkara(data, "discard-former")).stdout
    assert "nothing to remove" in (await harkara(data, "discard-former")).stdout


async def test_the_keys_of_another_machine_are_kept(data: Path, tmp_path: Path) -> None:
    words, other, archive = tmp_path / "words", tmp_path / "other", tmp_path / "moved.zip"
    put(words, "five words nobody has said\n")
    other.mkdir()
    with_keys = await harkara(data, "backup", "--to", str(archive), "--with-keys", "--passphrase-file", str(words))
    assert with_keys.returncode == 0, with_keys.stderr

    restored = await harkara(other, "restore", str(archive), "--passphrase-file", str(words))

    assert restored.returncode == 0, restored.stderr
    assert "Who was erased after the backup is not known" in restored.stdout
    mine, theirs = (read(each / "secrets.json") for each in (data, other))
    key = mine.partition('"encryption_key": "')[2].partition('"')[0]
    assert f'"encryption_key": "{key},' in theirs


async def test_without_the_keys_it_says_what_to_do(data: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    await harkara(data, "backup")
    [archive] = backups(data)

    refused = await harkara(other, "restore", str(archive))
    insisted = await harkara(other, "restore", str(archive), "--without-key")

    assert (refused.returncode, "The backup's secrets need another key" in refused.stderr) == (1, True)
    assert insisted.returncode == 0, insisted.stderr
    assert "enter access tokens" in insisted.stdout


async def test_a_move_says_which_settings_to_take_along(data: Path, tmp_path: Path) -> None:
    server = EmbeddedPostgres(tmp_path / "new")
    new = await server.start()
    try:
        moved = await harkara(data, "move", "--to", new)
        assert moved.returncode == 0, moved.stderr
        assert "counted on both sides" in moved.stdout
        assert "moved.env" in moved.stdout
        assert "The admin signs in as before" in moved.stdout
        assert new not in moved.stdout
        settings = read(data / "moved.env")
        assert settings.startswith(f"DATABASE_URL='{new}'\nENCRYPTION_KEY='")
        again = await harkara(data, "move", "--to", new)
        assert again.returncode == 0, again.stderr
        async with await connect(new) as connection:
            assert await (await connection.execute("SELECT count(*) FROM installation")).fetchone() == (1,)
    finally:
        await server.stop()


async def test_with_a_database_of_ones_own_it_refuses(data: Path) -> None:
    refused = await harkara(data, "backup", DATABASE_URL="postgresql://localhost/own")

    assert refused.returncode == 1
    assert "The database is not the embedded one" in refused.stderr


async def test_while_the_platform_runs_there_is_a_backup_but_no_restore(data: Path) -> None:
    server = EmbeddedPostgres(data)
    url = await server.start()
    try:
        async with await psycopg.AsyncConnection.connect(url, application_name="harkara worker"):
            assert (await harkara(data, "backup")).returncode == 0
            [archive] = backups(data)
            refused = await harkara(data, "restore", str(archive))
            assert (refused.returncode, "Connected are: harkara worker." in refused.stderr) == (1, True)
            assert not await databases.exists(url, databases.DRAFT)
    finally:
        await server.stop()


def backups(data: Path) -> list[Path]:
    return list((data / "backups").iterdir())


def read(path: Path) -> str:
    return path.read_text()


def put(path: Path, content: str) -> None:
    path.write_text(content)
