"""Starts, shares and stops the embedded server. Several processes may use it; the last one to leave stops it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg

from harkara.embedded.postgres.account import Account, hand_over, server_account
from harkara.embedded.postgres.cluster import Cluster, prepare
from harkara.embedded.postgres.errors import EmbeddedPostgresError
from harkara.embedded.postgres.membership import Membership
from harkara.embedded.postgres.postmaster import (
    SILENCE,
    accepts_connections,
    last_words,
    listens,
    remove_leftovers,
    running_pid,
    shut_down,
    spawn,
)

_POLL_SECONDS = 0.02
_ATTEMPTS = 3
_READY_SECONDS = 120.0  # replaying 2 GB of write-ahead log after a crash takes its time
_ORPHANS_SECONDS = 30.0  # backends of a killed server notice within moments, or when their statement ends
_ORPHANS_POLL_SECONDS = 0.5


class EmbeddedPostgres:
    """The server of one DATA_DIR, as seen by one process.

    It is no child of ours and outlives a killed starter: the next start finds it and goes on with it.
    """

    def __init__(self, data_dir: Path) -> None:
        self._cluster = Cluster((data_dir / "postgres").resolve())
        self._membership = Membership(self._cluster.home)

    @property
    def url(self) -> str:
        """Return the libpq URL of the database. The role in it owns the database and is no superuser."""
        return self._url(role="harkara", database="harkara")

    def url_if_running(self) -> str | None:
        """Return the URL if a server listens, without starting one or keeping it from stopping."""
        return self.url if accepts_connections(self._cluster.socket) else None

    async def start(self) -> str:
        """Make sure the server runs, count as its user, and return the URL. Safe to repeat, also at the same time.

        Raises EmbeddedPostgresError with the reason from PostgreSQL's own log.
        """
        account = server_account(self._cluster.home)
        hand_over(self._cluster.home, account)
        async with self._membership.change():
            await self._ensure_running(account)
            await self._ensure_database()
            self._membership.join()
        return self.url

    async def stop(self) -> None:
        """Leave the server, and stop it unless another process uses it."""
        if not self._cluster.home.exists():
            return
        async with self._membership.change():
            if self._membership.leave():
                await shut_down(self._cluster.data)

    async def _ensure_running(self, account: Account) -> None:
        """Go on with a running server or start one. One that is just dying still listens for a moment: look twice."""
        for _ in range(_ATTEMPTS):
            if not accepts_connections(self._cluster.socket):
                await self._start_server(account)
            if await self._becomes_ready():
                return
        raise EmbeddedPostgresError(
            f"It was started but takes no connections. PostgreSQL says: {last_words(self._cluster)}",
            mend=f"More is in {self._cluster.home / 'log'}.",
        )

    async def _start_server(self, account: Account) -> None:
        await asyncio.to_thread(prepare, self._cluster, account)
        await shut_down(self._cluster.data)  # one that runs but does not listen, its socket having been removed
        remove_leftovers(self._cluster)
        for _ in range(int(_ORPHANS_SECONDS / _ORPHANS_POLL_SECONDS)):
            pid = spawn(self._cluster, account)
            if await listens(self._cluster, pid):
                return
            words = last_words(self._cluster)
            if "shared memory block" not in words and words != SILENCE:
                break
            await asyncio.sleep(_ORPHANS_POLL_SECONDS)
        raise EmbeddedPostgresError(
            f"PostgreSQL says: {last_words(self._cluster)}",
            mend=f"More is in {self._cluster.home / 'log'}. Or set DATABASE_URL to a PostgreSQL of your own.",
        )

    async def _becomes_ready(self) -> bool:
        """Wait until the server takes connections (after a crash it repairs itself first); False if it ends instead."""
        for _ in range(int(_READY_SECONDS / _POLL_SECONDS)):
            try:
                await (await self._connect()).close()
            except psycopg.OperationalError:
                if running_pid(self._cluster.data) is None:
                    return False
                await asyncio.sleep(_POLL_SECONDS)
            else:
                return True
        return False

    async def _ensure_database(self) -> None:
        """Make our role and database in a new cluster. An ordinary role: no statement of ours can run programs."""
        connection = await self._connect()
        async with connection:
            roles = await connection.execute("SELECT FROM pg_roles WHERE rolname = 'harkara'")
            if not roles.rowcount:
                await connection.execute("CREATE ROLE harkara LOGIN CREATEDB")
            databases = await connection.execute("SELECT FROM pg_database WHERE datname = 'harkara'")
            if not databases.rowcount:
                await connection.execute("CREATE DATABASE harkara OWNER harkara")

    async def _connect(self) -> psycopg.AsyncConnection:
        url = self._url(role="postgres", database="postgres")
        return await psycopg.AsyncConnection.connect(url, autocommit=True, connect_timeout=10)

    def _url(self, *, role: str, database: str) -> str:
        return f"postgresql://{role}@/{database}?host={quote(str(self._cluster.socket_directory), safe='')}"


@asynccontextmanager
async def embedded_postgres(data_dir: Path) -> AsyncGenerator[str]:
    """Run the server of this DATA_DIR for the duration of the block and yield its URL."""
    server = EmbeddedPostgres(data_dir)
    url = await server.start()
    try:
        yield url
    finally:
        await server.stop()
