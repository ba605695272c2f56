"""The database an installation is moved into: whose it is, and which tables are there already.

Both are kept in a schema of their own beside ours, so that an interrupted move is known for what it is; the schema goes when
the move is finished.
"""

from __future__ import annotations

from typing import Any

from psycopg import AsyncConnection, sql

from harkara.entrypoints.archive.errors import DatabaseInUseError, TargetNotEmptyError
from harkara.entrypoints.archive.tables import installation, qualified, scalar, table_names

# What migrations write: one row, which is replaced by the installation's own.
SEEDED = "installation"

# "hrmv" in ASCII; held as long as the connection, so that two moves never mix.
_LOCK_KEY = 0x68726D76

_PROGRESS = """
CREATE SCHEMA harkara_moving;
CREATE TABLE harkara_moving.origin (installation text NOT NULL, finished_at timestamptz);
CREATE TABLE harkara_moving.tables (name text PRIMARY KEY, rows bigint NOT NULL, copied_at timestamptz NOT NULL DEFAULT now())
"""


class Target:
    """One move's view of the new database."""

    def __init__(self, connection: AsyncConnection[Any]) -> None:
        self._connection = connection

    async def take(self, mark: str) -> None:
        """Make it this installation's, or go on where an interrupted move has ended.

        Raises TargetNotEmptyError if anybody's data is there, DatabaseInUseError if another move is at work.
        """
        if not await scalar(self._connection, "SELECT pg_try_advisory_lock(%s)", (_LOCK_KEY,)):
            raise DatabaseInUseError("Another `harkara move` is at work on the new database.")
        origin = await self.origin()
        if origin is None:
            await self._refuse_data()
            async with self._connection.transaction():
                await self._connection.execute(_PROGRESS)
                await self._connection.execute("INSERT INTO harkara_moving.origin (installation) VALUES (%s)", (mark,))
        elif origin != mark:
            raise TargetNotEmptyError("The move of another installation into it was begun and not finished.")

    async def origin(self) -> str | None:
        """Return whose move was begun here, if one was."""
        if await scalar(self._connection, "SELECT to_regclass('harkara_moving.origin') IS NULL"):
            return None
        return await scalar(self._connection, "SELECT installation FROM harkara_moving.origin")

    async def is_finished(self) -> bool:
        """Return whether everything has arrived and was counted."""
        return bool(await scalar(self._connection, "SELECT finished_at IS NOT NULL FROM harkara_moving.origin"))

    async def copied(self) -> dict[str, int]:
        """Return the tables that are there, with their rows."""
        rows = await self._connection.execute("SELECT name, rows FROM harkara_moving.tables")
        return dict(await rows.fetchall())

    async def has_supabase_auth(self) -> bool:
        """Return whether Supabase does sign-in there."""
        return not await scalar(self._connection, "SELECT to_regclass('auth.users') IS NULL")

    async def finish(self) -> None:
        """Note that everything has arrived."""
        await self._connection.execute("UPDATE harkara_moving.origin SET finished_at = now()")

    async def forget_progress(self) -> None:
        """Leave nothing of the move behind."""
        await self._connection.execute("DROP SCHEMA IF EXISTS harkara_moving CASCADE")

    async def _refuse_data(self) -> None:
        filled: list[str] = []
        for table in await table_names(self._connection):
            exists = sql.SQL("SELECT EXISTS (SELECT FROM {})").format(qualified(table))
            if table != SEEDED and await scalar(self._connection, exists):
                filled.append(table)
        if filled:
            mark = await installation(self._connection)
            raise TargetNotEmptyError(f"The installation {mark} is there, with rows in {', '.join(sorted(filled))}.")
