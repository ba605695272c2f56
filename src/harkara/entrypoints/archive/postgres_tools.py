"""pg_dump and pg_restore of the embedded PostgreSQL's own wheel: always of the server's version, never searched for elsewhere."""

from __future__ import annotations

import asyncio
import os
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncGenerator, Iterable

from harkara.embedded.postgres.cluster import programs
from harkara.entrypoints.archive.archive_file import CHUNK
from harkara.entrypoints.archive.errors import DatabaseToolError
from harkara.kit.database_url import SCHEMA, libpq_url

# Level 1: the dump leaves as fast as the disk takes it; higher levels cost several times the time for a few per cent.
_DUMP = ("--format=custom", "--compress=gzip:1", f"--schema={SCHEMA}", "--no-owner", "--no-privileges")
_RESTORE = ("--format=custom", "--exit-on-error", "--no-owner", "--no-privileges")


async def dumped(url: str, snapshot: str) -> AsyncGenerator[bytes]:
    """Yield a dump of the tables as a snapshot shows them; raise DatabaseToolError if it does not come to its end."""
    process = await _start("pg_dump", *_DUMP, f"--snapshot={snapshot}", f"--dbname={libpq_url(url)}")
    assert process.stdout is not None
    words = asyncio.create_task(_words(process))
    try:
        while chunk := await process.stdout.read(CHUNK):
            yield chunk
        await _end(process, "pg_dump", words)
    finally:
        await _stop(process, words)


async def restore_dump(url: str, chunks: Iterable[bytes]) -> None:
    """Feed a dump into an empty database; raise DatabaseToolError, or what reading the chunks raises."""
    process = await _start("pg_restore", *_RESTORE, f"--dbname={libpq_url(url)}")
    assert process.stdin is not None
    words = asyncio.create_task(_words(process))
    try:
        try:
            for chunk in chunks:
                process.stdin.write(chunk)
                await process.stdin.drain()
            process.stdin.close()
        except ConnectionError:
            pass  # it has ended early, and its last words say why
        await _end(process, "pg_restore", words)
    finally:
        await _stop(process, words)


async def _start(program: str, *arguments: str) -> Process:
    environment = {"PATH": os.defpath, "LC_ALL": "C"}
    path = str(programs() / program)
    return await asyncio.create_subprocess_exec(
        path, *arguments, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=environment, limit=CHUNK
    )


async def _words(process: Process) -> str:
    assert process.stderr is not None
    return (await process.stderr.read()).decode(errors="replace").strip()


async def _end(process: Process, program: str, words: asyncio.Task[str]) -> None:
    code = await process.wait()
    said = await words
    if code:
        raise DatabaseToolError(f"{program} ended with {code}: {said.partition(chr(10))[0] or 'it said nothing'}")


async def _stop(process: Process, words: asyncio.Task[str]) -> None:
    """Leave nothing running, whatever happened."""
    if process.returncode is None:
        process.kill()
        await process.wait()
    await asyncio.wait([words])
