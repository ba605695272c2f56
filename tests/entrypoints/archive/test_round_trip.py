"""A backup brings back every row of every table as it was, or nothing at all."""

from __future__ import annotations

import random
import stat
from pathlib import Path
from zipfile import ZipFile

import psycopg
import pytest
from tests.entrypoints.archive.conftest import BOX, CLOCK, KEY, Listener
from tests.entrypoints.archive.random_rows import contents, fill

from harkara.entrypoints.archive import databases
from harkara.entrypoints.archive.archive_file import Archive
from harkara.entrypoints.archive.backup import usual_target, write_backup
from harkara.entrypoints.archive.errors import (
    ArchiveDamagedError,
    ArchiveExistsError,
    ArchiveTooNewError,
    DatabaseInUseError,
    OtherKeyError,
    WrongPassphraseError,
)
from harkara.entrypoints.archive.restore import Restored, restore_backup
from harkara.entrypoints.archive.sealed_keys import PassphraseTooShortError, seal_keys
from harkara.entrypoints.archive.tables import connect
from harkara.entrypoints.archive.unsealing import Keys, keys_for

PASSPHRASE = "five words nobody has said"
# What a restore changes on purpose (test_after_restore.py).
SETTLED = {
    "auth_sessions",
    "auth_recovery_tokens",
    "campaigns",
    "campaign_templates",
    "send_queue",
    "contacts",
    "notifications",
    "reply_queue",
    "reply_tasks",
}


async def restored(url: str, path: Path) -> Restored:
    with Archive(path) as archive:
        return await restore_backup(url, archive, BOX, CLOCK, Listener(), before_use=lambda: None)


async def write(url: str, path: Path, keys: bytes | None = None) -> None:
    await write_backup(url, path, BOX, CLOCK, Listener(), keys=keys)


def keys_of(path: Path, ours: str, passphrase: str = PASSPHRASE, **how: bool) -> Keys:
    with Archive(path) as archive:
        return keys_for(archive, ours, passphrase=lambda: passphrase, **({"may_add": True} | how))


@pytest.mark.parametrize("seed", range(2))
async def test_every_row_comes_back_as_it_was(url: str, target: Path, seed: int) -> None:
    await fill(url, random.Random(seed))
    before = await contents(url)
    assert all(before.values())

    await write(url, target)
    async with await connect(url) as connection:
        await connection.execute("TRUNCATE templates, contacts, notifications CASCADE")
    result = await restored(url, target)

    after = await contents(url)
    assert {name: rows for name, rows in after.items() if name not in SETTLED} == {
        name: rows for name, rows in before.items() if name not in SETTLED
    }
    assert len(after["contacts"]) >= len(before["contacts"])
    assert result.former == databases.FORMER
    assert (await contents(databases.url_of(url, databases.FORMER)))["templates"] == []


async def test_only_its_owner_may_read_it_and_nothing_else_is_left(url: str, target: Path) -> None:
    await write(url, target)

    assert mode(target) == 0o600
    assert [path.name for path in target.parent.iterdir()] == [target.name]


async def test_a_backup_replaces_no_file(url: str, target: Path) -> None:
    put(target, b"mine")

    with pytest.raises(ArchiveExistsError):
        await write(url, target)

    assert content(target) == b"mine"


async def test_a_backup_that_fails_leaves_no_file(url: str, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Deaf(Listener):
        def moved(self, amount: int) -> None:
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        await write_backup(url, target, BOX, CLOCK, Deaf())

    assert list(target.parent.iterdir()) == []


def test_a_directory_gets_a_name_by_the_time_in_india(tmp_path: Path) -> None:
    assert usual_target(tmp_path, tmp_path, CLOCK) == tmp_path / "harkara-2026-11-23-120000.zip"
    assert usual_target(None, tmp_path, CLOCK).parent == tmp_path / "backups"
    assert usual_target(tmp_path / "a.zip", tmp_path, CLOCK) == tmp_path / "a.zip"


@pytest.mark.parametrize("kept", [0.0, 0.01, 0.5, 0.999])
async def test_a_truncated_copy_is_refused(url: str, target: Path, kept: float) -> None:
    await write(url, target)
    whole = content(target)
    put(target, whole[: int(len(whole) * kept)])

    with pytest.raises(ArchiveDamagedError):
        await restored(url, target)


@pytest.mark.parametrize("member", ["manifest.json", "database.dump"])
async def test_a_missing_part_is_noticed(url: str, target: Path, member: str) -> None:
    await write(url, target)
    rewrite(target, {member: None})

    with pytest.raises(ArchiveDamagedError):
        await restored(url, target)


async def test_a_changed_dump_is_noticed_before_anything_is_restored(url: str, target: Path) -> None:
    await write(url, target)
    with ZipFile(target) as file:
        dump = bytearray(file.read("database.dump"))
    dump[len(dump) // 2] ^= 1
    rewrite(target, {"database.dump": bytes(dump)})

    with pytest.raises(ArchiveDamagedError, match="not the one its manifest"):
        await restored(url, target)
    assert not await databases.exists(url, databases.DRAFT)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"installation": 1', b'"installation": 2'),
        (b"2026-11-23", b"2026-11-24"),
        (b'"harkara": "0', b'"harkara": "9'),
    ],
)
async def test_a_changed_manifest_breaks_its_seal(url: str, target: Path, old: bytes, new: bytes) -> None:
    await write(url, target)
    change_manifest(target, old, new)

    with pytest.raises(ArchiveDamagedError, match="manifest was changed"):
        keys_of(target, KEY)


async def test_counts_that_differ_change_nothing(url: str, target: Path) -> None:
    """With --without-key the seal is not checked; what is counted after the restore is."""
    await write(url, target)
    change_manifest(target, b'"installation": 1', b'"installation": 2')
    before = await contents(url)

    with pytest.raises(ArchiveDamagedError, match="installation: 2 rows expected, 1 found"):
        await restored(url, target)

    assert await contents(url) == before
    assert not await databases.exists(url, databases.FORMER)


@pytest.mark.parametrize(("old", "new"), [(b'"format": 1', b'"format": 2'), (b'"revision": "0', b'"revision": "9')])
async def test_a_backup_of_a_newer_version_is_refused(url: str, target: Path, old: bytes, new: bytes) -> None:
    await write(url, target)
    change_manifest(target, old, new)

    with pytest.raises(ArchiveTooNewError, match="tables"):
        await restored(url, target)


async def test_nothing_is_restored_while_somebody_is_connected(url: str, target: Path) -> None:
    await write(url, target)

    async with await connect(url):
        with pytest.raises(DatabaseInUseError, match="harkara archive"):
            await restored(url, target)


async def test_whoever_connects_during_a_restore_keeps_the_database_as_it_is(url: str, target: Path) -> None:
    await write(url, target)
    before = await contents(url)
    late: list[psycopg.Connection] = []

    with Archive(target) as archive, pytest.raises(DatabaseInUseError, match="meanwhile"):
        await restore_backup(url, archive, BOX, CLOCK, Listener(), before_use=lambda: late.append(psycopg.connect(url)))

    late[0].close()
    assert await contents(url) == before


async def test_on_an_empty_machine_nothing_is_kept_beside_it(url: str, target: Path) -> None:
    await fill(url, random.Random(3))
    await write(url, target)
    before = await contents(url)
    await databases.create(url, databases.IN_USE)

    result = await restored(url, target)

    assert result.former is None
    assert not result.erasures_known
    assert not await databases.exists(url, databases.FORMER)
    assert (await contents(url))["templates"] == before["templates"]


async def test_the_keys_come_along_under_a_passphrase(url: str, target: Path) -> None:
    await write(url, target, keys=seal_keys(KEY, PASSPHRASE))
    assert KEY.encode() not in content(target)

    with pytest.raises(WrongPassphraseError):
        keys_of(target, "another key", "five other words entirely")
    with pytest.raises(OtherKeyError, match="ENCRYPTION_KEY is set"):
        keys_of(target, "another key", may_add=False)
    keys = keys_of(target, "another key")

    assert keys.added == KEY
    sealed = BOX.encrypt("a token", "place")
    assert keys.box.decrypt(sealed, "place") == "a token"


async def test_without_the_key_it_is_refused_unless_one_insists(url: str, target: Path) -> None:
    await write(url, target)

    with pytest.raises(OtherKeyError, match="cannot be read"):
        keys_of(target, "another key")
    assert not keys_of(target, "another key", without_key=True).are_complete


def test_a_passphrase_that_can_be_guessed_is_refused() -> None:
    with pytest.raises(PassphraseTooShortError):
        seal_keys(KEY, "monsoon")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def content(path: Path) -> bytes:
    return path.read_bytes()


def put(path: Path, what: bytes) -> None:
    path.write_bytes(what)


def rewrite(path: Path, changes: dict[str, bytes | None]) -> None:
    """Write the ZIP anew with other members, its own checksums in order."""
    with ZipFile(path) as file:
        members = {name: file.read(name) for name in file.namelist()} | changes
    with ZipFile(path, "w") as file:
        for name, content in members.items():
            if content is not None:
                file.writestr(name, content)


def change_manifest(path: Path, old: bytes, new: bytes) -> None:
    with ZipFile(path) as file:
        manifest = file.read("manifest.json")
    assert old in manifest
    rewrite(path, {"manifest.json": manifest.replace(old, new, 1)})
