"""Puts a backup in the place of the embedded database: made ready beside it, then exchanged in one step.

Killed at any moment, the database in use is the one from before or the restored one, whole. The former one stays under
another name.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from psycopg import AsyncConnection

from harkara.entrypoints.archive import databases
from harkara.entrypoints.archive.aftermath import Aftermath, settle
from harkara.entrypoints.archive.archive_file import Archive
from harkara.entrypoints.archive.errors import ArchiveDamagedError
from harkara.entrypoints.archive.manifest import Manifest
from harkara.entrypoints.archive.postgres_tools import restore_dump
from harkara.entrypoints.archive.progress import Told
from harkara.entrypoints.archive.stillness import held_still
from harkara.entrypoints.archive.tables import (
    analyse,
    connect,
    differences,
    installation,
    row_counts,
    table_names,
)
from harkara.entrypoints.migrate import migrate
from harkara.features.privacy.carrying_over import Remembered, remembered
from harkara.kit.clock import Clock
from harkara.kit.crypto import SecretBox
from harkara.kit.db import Database

_ERASURE_TABLES = {"installation", "erasures", "erased_ids"}


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore came to."""

    manifest: Manifest
    aftermath: Aftermath
    former: str | None
    """Name of the database that was in use before; none if there was no installation."""
    erasures_known: bool
    """Whether the former database was there to tell who was erased since."""


async def restore_backup(
    url: str, archive: Archive, box: SecretBox, clock: Clock, told: Told, *, before_use: Callable[[], None]
) -> Restored:
    """Restore a backup whose seal was checked; `before_use` runs when all is ready but nothing is exchanged yet.

    Raises DatabaseInUseError, ArchiveDamagedError or DatabaseToolError.
    """
    manifest = archive.manifest
    told.step("Checking the file", manifest.dump_bytes)
    for _ in _counted(archive.dump(), told):
        pass
    async with held_still(url) as in_use:
        tables = await table_names(in_use)
        former = await _erased(url) if await _is_same(in_use, tables, manifest) else None
        aftermath = await _make_ready(url, archive, told, box, clock, former)
        await databases.drop(url, databases.FORMER)
        before_use()
    told.step("Putting it in use")
    await databases.put_in_use(url, databases.DRAFT, former=databases.FORMER)
    if not tables:
        await databases.drop(url, databases.FORMER)
    return Restored(manifest, aftermath, databases.FORMER if tables else None, former is not None)


async def _make_ready(
    url: str, archive: Archive, told: Told, box: SecretBox, clock: Clock, former: Remembered | None
) -> Aftermath:
    manifest, draft = archive.manifest, databases.url_of(url, databases.DRAFT)
    told.step("Restoring the tables", manifest.dump_bytes)
    await databases.create(url, databases.DRAFT)
    await restore_dump(draft, _counted(archive.dump(), told))
    told.step("Counting their rows")
    await _compare(draft, manifest)
    await migrate(draft)
    told.step("Stopping campaigns, erasing once more who was erased since")
    async with _opened(draft) as database:
        aftermath = await settle(database, box, clock, manifest.taken_at, former)
    async with await connect(draft) as connection:
        await analyse(connection)
    return aftermath


def _counted(chunks: Iterator[bytes], told: Told) -> Iterator[bytes]:
    for chunk in chunks:
        yield chunk
        told.moved(len(chunk))


async def _is_same(in_use: AsyncConnection[object], tables: list[str], manifest: Manifest) -> bool:
    """Say whether the backup is of the very installation it replaces, which knows of erasures."""
    return set(tables) >= _ERASURE_TABLES and await installation(in_use) == manifest.installation


async def _compare(draft: str, manifest: Manifest) -> None:
    async with await connect(draft) as connection:
        found = await row_counts(connection, await table_names(connection))
    wrong = differences(manifest.tables, found)
    if wrong:
        raise ArchiveDamagedError(f"What it holds is not what its manifest says. {'; '.join(wrong)}.")


async def _erased(url: str) -> Remembered:
    """Read the erasures of the database in use, which is held still meanwhile."""
    async with _opened(url) as database, database.transaction() as session:
        return await remembered(session)


@asynccontextmanager
async def _opened(url: str) -> AsyncGenerator[Database]:
    database = Database(url, application_name="harkara archive")
    try:
        yield database
    finally:
        await database.close()
