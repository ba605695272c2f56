"""`harkara llm` as a person runs it: a real process, the test's database, the sandbox's model."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from tests.integrations.sandbox_server import SandboxControl

PROGRAM = """
import typer
from harkara.entrypoints.cli import llm
from harkara.entrypoints.cli.failures import explained
app = typer.Typer()
app.add_typer(llm.app, name="llm")
with explained():
    app()
"""
KEY = "sk-live-abcdefgh-9876"


async def test_set_show_and_test(database_url: str, sandbox: SandboxControl, tmp_path: Path) -> None:
    environment = os.environ | {
        "DATABASE_URL": database_url,
        "GRAPH_API_URL": sandbox.url,
        "ENCRYPTION_KEY": "a passphrase for tests",
        "DATA_DIR": str(tmp_path),
    }

    async def run(*words: str, given: str = "") -> tuple[int, str]:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", PROGRAM, "llm", *words),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            env=environment,
            cwd=tmp_path,
        )
        printed, _ = await process.communicate(given.encode())
        assert process.returncode is not None
        return process.returncode, printed.decode()

    code, printed = await run("test")
    assert code == 1
    assert "No language model is set up" in printed

    words = ("set", "--model", "gpt-4o", "--base-url", f"{sandbox.url}/v1", "--key-file", "-")
    code, printed = await run(*words, given=KEY + "\n")
    assert code == 0, printed
    assert "…9876" in printed
    assert KEY not in printed

    code, printed = await run("test")
    assert code == 0, printed
    assert "gpt-4o answered in" in printed
    code, printed = await run("show")
    assert code == 0
    assert "saved settings" in printed
