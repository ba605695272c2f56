"""A server that ended is started again, also when that fails at first: a full disk has room again some time."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncGenerator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
from tests.acceptance.platform import until

from harkara.embedded.postgres import EmbeddedPostgres, watching
from harkara.embedded.postgres.cluster import Cluster
from harkara.embedded.postgres.postmaster import shut_down

# A start waits half a minute for what the former server may have left behind.
PATIENCE = 90


@pytest.fixture
async def data_dir() -> AsyncGenerator[Path]:
    with tempfile.TemporaryDirectory() as directory:
        yield Path(directory)
        await shut_down(Cluster((Path(directory) / "postgres").resolve()).data)


async def test_a_server_that_cannot_start_yet_is_tried_until_it_can(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "CHECK_SECONDS", 0.05)
    server, notes = EmbeddedPostgres(data_dir), list[str]()
    url = await server.start()
    data = Cluster((data_dir / "postgres").resolve()).data
    control = data / "global" / "pg_control"
    await shut_down(data)
    control.rename(control.with_suffix(".away"))
    looking_after = asyncio.create_task(watching.keep_running(server, notes.append))

    async def is_told() -> bool:
        assert not looking_after.done()
        return len(notes) >= 2

    await until(is_told, PATIENCE)
    control.with_suffix(".away").rename(control)

    async def answers() -> bool:
        assert not looking_after.done()
        with suppress(psycopg.OperationalError):
            await (await psycopg.AsyncConnection.connect(url)).close()
            return True
        return False

    await until(answers, PATIENCE)
    looking_after.cancel()
    with suppress(asyncio.CancelledError):
        await looking_after
    assert notes[0] == "PostgreSQL has ended; starting it again"
    assert notes[1].startswith("PostgreSQL does not start, it is tried again until it does.")
    await server.stop()
