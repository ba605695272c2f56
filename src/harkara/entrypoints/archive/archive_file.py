"""The file of a backup: a ZIP of the manifest, PostgreSQL's dump and, if wanted, the sealed keys.

It appears under its name when it is whole and on the disk, readable for its owner alone; a killed backup leaves no file
that could be taken for one.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from harkara.entrypoints.archive.errors import ArchiveDamagedError, ArchiveExistsError
from harkara.entrypoints.archive.manifest import Manifest, read_manifest

CHUNK = 1024 * 1024
_MANIFEST, _DUMP, _KEYS = "manifest.json", "database.dump", "keys.json"
# A ZIP wants a time for each member; the manifest has the true one.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_LARGEST_NOTE = 4 * 1024 * 1024


@contextmanager
def new_file(target: Path) -> Generator[BinaryIO]:
    """Yield a draft beside `target` that becomes it at the end of the block. Raises ArchiveExistsError."""
    _refuse_existing(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    descriptor = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, target)  # a rename would replace what somebody has put there meanwhile
        except FileExistsError:
            _refuse_existing(target)
    finally:
        draft.unlink(missing_ok=True)
    _sync_directory(target.parent)


class ArchiveWriter:
    """Takes the dump chunk by chunk, then what is said of it."""

    def __init__(self, file: BinaryIO) -> None:
        self._zip = ZipFile(file, "w")
        self._dump = self._zip.open(ZipInfo(_DUMP, _NO_TIME), "w", force_zip64=True)
        self._digest = hashlib.sha256()
        self.bytes = 0

    def __enter__(self) -> ArchiveWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the file; after a failure, which is told already, what that writes is thrown away."""
        with suppress(OSError, ValueError):
            self._dump.close()
        with suppress(OSError, ValueError):
            self._zip.close()

    def write(self, chunk: bytes) -> None:
        """Add a part of the dump."""
        self._dump.write(chunk)
        self._digest.update(chunk)
        self.bytes += len(chunk)

    def end_dump(self) -> str:
        """Close the dump; return its checksum."""
        self._dump.close()
        return self._digest.hexdigest()

    def close(self, manifest: Manifest, keys: bytes | None) -> None:
        """Write what is said of the dump, and finish the file."""
        self._zip.writestr(ZipInfo(_MANIFEST, _NO_TIME), manifest.model_dump_json(indent=2))
        if keys is not None:
            self._zip.writestr(ZipInfo(_KEYS, _NO_TIME), keys)
        self._zip.close()


class Archive:
    """A backup opened for reading. Whatever is wrong with the file is an ArchiveDamagedError."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with _damage_told(path):
            self._zip = ZipFile(path)
            self.manifest = read_manifest(self._note(_MANIFEST))
            self.keys = self._note(_KEYS) if _KEYS in self._zip.namelist() else None
            self._zip.getinfo(_DUMP)

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def dump(self) -> Iterator[bytes]:
        """Yield the dump chunk by chunk; at its end raise ArchiveDamagedError unless it is the one of the manifest."""
        digest, total = hashlib.sha256(), 0
        with _damage_told(self._path), self._zip.open(_DUMP) as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
                total += len(chunk)
                yield chunk
        if total != self.manifest.dump_bytes or digest.hexdigest() != self.manifest.dump_sha256:
            raise ArchiveDamagedError(f"{self._path}: the dump in it is not the one its manifest describes.")

    def _note(self, name: str) -> bytes:
        if self._zip.getinfo(name).file_size > _LARGEST_NOTE:
            raise ArchiveDamagedError(f"{self._path}: {name} in it is too large.")
        return self._zip.read(name)


@contextmanager
def _damage_told(path: Path) -> Generator[None]:
    try:
        yield
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        raise ArchiveDamagedError(f"{path}: {error.strerror}.") from None
    except (BadZipFile, KeyError, EOFError, NotImplementedError, RuntimeError) as error:
        raise ArchiveDamagedError(f"{path} is not a whole backup ({error}).") from None


def _refuse_existing(target: Path) -> None:
    if target.exists():
        raise ArchiveExistsError(f"{target} is there already.")


def _sync_directory(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
