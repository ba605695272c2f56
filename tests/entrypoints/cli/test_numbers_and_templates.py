"""`harkara numbers` and `harkara templates` as a person runs them: real processes, the test's database, the sandbox."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from tests.integrations.sandbox_server import EXPIRED_TOKEN, NUMBER, TOKEN, SandboxControl

Run = Callable[..., Awaitable[tuple[int, str]]]
PROGRAM = """
import sys, typer
from harkara.entrypoints.cli import numbers, templates
from harkara.entrypoints.cli.failures import explained
app = typer.Typer()
app.add_typer(numbers.app, name="numbers")
app.add_typer(templates.app, name="templates")
with explained():
    app()
"""


@pytest.fixture
def run(database_url: str, sandbox: SandboxControl, tmp_path: Path) -> Run:
    """Run a command with `given` on its standard input; return exit code and everything it printed."""
    environment = os.environ | {
        "DATABASE_URL": database_url,
        "GRAPH_API_URL": sandbox.url,
        "ENCRYPTION_KEY": "a passphrase for tests",
        "DATA_DIR": str(tmp_path),
        "COLUMNS": "120",
    }

    async def run(*words: str, given: str = "") -> tuple[int, str]:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", PROGRAM, *words),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            env=environment,
            cwd=tmp_path,
        )
        printed, _ = await process.communicate(given.encode())
        assert process.returncode is not None
        return process.returncode, printed.decode()

    return run


async def add(run: Run, token: str) -> tuple[int, str]:
    words = ("--phone-number-id", NUMBER, "--name", "Asha Sarees", "--token-file", "-")
    return await run("numbers", "add", *words, given=token)


async def test_from_connecting_to_deleting(run: Run) -> None:
    code, printed = await add(run, TOKEN + "\n")
    assert code == 0, printed
    assert "Asha Sarees (+91 98765 43210) is connected" in printed
    assert "122 templates · 122 new" in printed
    assert TOKEN not in printed

    code, printed = await run("numbers", "list")
    assert code == 0
    assert all(word in printed for word in ("Asha Sarees", "active", "60", "122", "IST"))

    assert all(word in printed for word in ("1,000", "HIGH"))

    code, printed = await run("numbers", "rates", "asha sarees")
    assert code == 0, printed
    assert "has never changed" in printed

    code, printed = await run("templates", "list", "--number", "asha sarees", "--search", "bill_generated")
    assert code == 0
    assert "bill_generated:en" in printed
    assert "1 in all" in printed

    template_id = next(line.split()[0] for line in printed.splitlines() if "bill_generated:en" in line)
    code, printed = await run("templates", "show", template_id)
    assert code == 0, printed
    assert all(word in printed for word in ("bill_generated:en", "What changed", "created", "UTILITY", "IST"))

    code, printed = await run("templates", "syncs")
    assert code == 0, printed
    assert "Asha Sarees" in printed
    assert "122 new · 0 changed · 0 deleted · manual" in printed

    code, printed = await run("numbers", "delete", "Asha Sarees", given="y\n")
    assert code == 0, printed
    assert "No number is connected" in (await run("numbers", "list"))[1]


async def test_failures_say_what_to_do_and_end_with_1(run: Run) -> None:
    code, printed = await add(run, EXPIRED_TOKEN)
    assert code == 1
    assert "Meta does not accept the access token" in printed
    assert "→ Make a new system-user token" in printed
    assert EXPIRED_TOKEN not in printed

    code, printed = await run("templates", "unquarantine", "4711")
    assert code == 1
    assert "There is no template 4711" in printed
