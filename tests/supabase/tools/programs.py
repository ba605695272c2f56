"""Runs the programs that `make test-supabase` installs into this folder, with nothing of this machine's home and no telemetry."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

HERE = Path(__file__).parent
PROGRAMS = HERE / "node_modules" / ".bin"
ENOUGH_SECONDS = 60


def environment(home: Path) -> dict[str, str]:
    """Return an environment in which they find Node and tell nobody anything."""
    path = f"{Path('.venv/bin').absolute()}{os.pathsep}{os.environ['PATH']}"
    silent = {"LITE_TELEMETRY": "0", "SUPABASE_TELEMETRY_DISABLED": "1", "DO_NOT_TRACK": "1"}
    return {"PATH": path, "HOME": str(home), **silent}


async def run_program(name: str, *arguments: str, home: Path) -> str:
    """Return what it printed; it must end well."""
    process = await asyncio.create_subprocess_exec(
        PROGRAMS / name,
        *arguments,
        env=environment(home),
        cwd=home,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(ENOUGH_SECONDS):
        output, errors = await process.communicate()
    assert process.returncode == 0, errors.decode()
    return output.decode()


@asynccontextmanager
async def running_program(name: str, *arguments: str, home: Path, says: str) -> AsyncGenerator[asyncio.StreamReader]:
    """Run it for the duration of the block, which begins when it has printed `says`; yield what it prints from then on."""
    process = await asyncio.create_subprocess_exec(
        PROGRAMS / name,
        *arguments,
        env=environment(home),
        cwd=home,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        start_new_session=True,  # Node may be started by a program of its own: all of it is ended
    )
    assert process.stdout
    try:
        await until_said(process.stdout, says)
        yield process.stdout
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()


async def until_said(output: asyncio.StreamReader, words: str) -> str:
    """Return the line that holds these words."""
    async with asyncio.timeout(ENOUGH_SECONDS):
        async for line in output:
            if words in line.decode():
                return line.decode()
    raise AssertionError(f"It ended without saying {words!r}.")
