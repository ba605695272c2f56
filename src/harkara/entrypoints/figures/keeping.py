"""Writes a process's figures to the database every few seconds, so that any API process can tell those of all (decision 0026).

Never a reason for anything to end: without a database there are no figures for a while.
"""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import orjson
from prometheus_client import REGISTRY
from sqlalchemy.exc import DBAPIError

from harkara.entrypoints.figures.families import stored
from harkara.kit.database_trouble import DATABASE_TROUBLE
from harkara.kit.db import Database
from harkara.kit.queries import load_queries

QUERIES = load_queries(__file__)

KEEP_EVERY = 5.0
ALIVE = 20.0
"""Seconds after which the figures of a process that writes none any more are told no longer."""


@dataclass(frozen=True, slots=True)
class Process:
    """Whose figures they are."""

    role: str
    id: UUID = field(default_factory=uuid4)
    name: str = field(default_factory=lambda: f"{socket.gethostname()} {os.getpid()}")


async def keep_figures(database: Database, process: Process, stopping: asyncio.Event) -> None:
    """Keep them until the process stops; then they are gone."""
    while not stopping.is_set():
        await _execute(database, "keep", {"role": process.role, "name": process.name, "id": process.id, **_figures()})
        with suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), KEEP_EVERY)
    await _execute(database, "leave", {"id": process.id})


@asynccontextmanager
async def figures_kept(database: Database, process: Process) -> AsyncGenerator[None]:
    """Keep them as long as the context lasts."""
    stopping = asyncio.Event()
    keeping = asyncio.create_task(keep_figures(database, process, stopping))
    try:
        yield
    finally:
        stopping.set()
        await keeping


def _figures() -> dict[str, object]:
    return {"families": orjson.dumps(stored(REGISTRY)).decode()}


async def _execute(database: Database, query: str, parameters: dict[str, object]) -> None:
    with suppress(*DATABASE_TROUBLE, DBAPIError):
        async with database.transaction() as session:
            await session.execute(QUERIES[query], parameters)
