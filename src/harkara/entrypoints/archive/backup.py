"""Writes the embedded database into one file while the platform runs: everything as it was at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from harkara.entrypoints.archive.archive_file import ArchiveWriter, new_file
from harkara.entrypoints.archive.manifest import FORMAT, Manifest, key_prints
from harkara.entrypoints.archive.postgres_tools import dumped
from harkara.entrypoints.archive.progress import Told
from harkara.entrypoints.archive.tables import connect, installation, revision, row_counts, scalar, table_names
from harkara.kit.clock import IST, Clock
from harkara.kit.crypto import SecretBox
from harkara.kit.version import version


@dataclass(frozen=True, slots=True)
class Written:
    """A finished backup."""

    path: Path
    manifest: Manifest


async def write_backup(
    url: str, target: Path, box: SecretBox, clock: Clock, told: Told, *, keys: bytes | None = None
) -> Written:
    """Write a backup; `keys` are the sealed ones that go with it. Raises ArchiveExistsError or DatabaseToolError."""
    with new_file(target) as file, ArchiveWriter(file) as writer:
        manifest = await _write_database(url, writer, box, clock, told)
        writer.close(manifest, keys)
    return Written(target, manifest)


async def _write_database(url: str, writer: ArchiveWriter, box: SecretBox, clock: Clock, told: Told) -> Manifest:
    """Write the dump and describe it, both from one snapshot."""
    async with await connect(url) as connection:
        await connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        taken_at = clock.now()
        snapshot = await scalar(connection, "SELECT pg_export_snapshot()")
        told.step("Writing the tables")
        async for chunk in dumped(url, snapshot):
            writer.write(chunk)
            told.moved(len(chunk))
        told.step("Counting their rows")
        return Manifest(
            format=FORMAT,
            harkara=version(),
            revision=await revision(connection),
            taken_at=taken_at,
            installation=await installation(connection),
            tables=await row_counts(connection, await table_names(connection)),
            dump_sha256=writer.end_dump(),
            dump_bytes=writer.bytes,
            key_print=key_prints(box)[0],
        ).sealed(box)


def usual_target(wanted: Path | None, data_dir: Path, clock: Clock) -> Path:
    """Return where the backup goes: the file that was asked for, or one named by the time, by itself in DATA_DIR/backups."""
    if wanted is not None and not wanted.is_dir():
        return wanted
    directory = wanted if wanted is not None else data_dir / "backups"
    return directory / f"harkara-{clock.now().astimezone(IST):%Y-%m-%d-%H%M%S}.zip"
