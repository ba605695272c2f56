"""A cluster of the tests' own, because a restore exchanges the database in use; each test begins with a migrated one."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from tests.clocks import START, ManualClock
from tests.databases import create_database, with_database

from harkara.embedded.postgres import embedded_postgres
from harkara.entrypoints.archive import databases
from harkara.entrypoints.migrate import migrate
from harkara.kit.crypto import SecretBox

KEY = "the key of these tests"
BOX = SecretBox(KEY)
CLOCK = ManualClock(START)
ALL = (databases.IN_USE, databases.DRAFT, databases.FORMER, databases.MOVED, "target")


@dataclass
class Listener:
    """Keeps what a long piece of work tells."""

    steps: list[str] = field(default_factory=list)
    amount: int = 0

    def step(self, what: str, whole: int | None = None) -> None:
        self.steps.append(what)

    def moved(self, amount: int) -> None:
        self.amount += amount


@pytest.fixture(scope="module")
async def cluster(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[str]:
    async with embedded_postgres(tmp_path_factory.mktemp("archive")) as url:
        await create_database(url, "template")
        await migrate(with_database(url, "template"))
        yield url


@pytest.fixture
async def url(cluster: str) -> str:
    """The database in use: migrated, empty, and alone in its cluster."""
    for name in ALL:
        await databases.drop(cluster, name)
    admin = with_database(cluster, "postgres")
    await create_database(admin, databases.IN_USE, template="template")
    async with await psycopg.AsyncConnection.connect(cluster, autocommit=True) as connection:
        # Each installation has a mark of its own, which the first migration makes.
        await connection.execute("UPDATE harkara.installation SET id = md5(random()::text)")
    return cluster


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "backup.zip"
