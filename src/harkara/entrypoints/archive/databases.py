"""The databases of the embedded cluster: the one in use, one being made ready beside it, and the one that was in use before.

Which of them is in use changes in one transaction: whoever is killed before it has changed nothing, after it everything.
"""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from psycopg import sql
from psycopg.errors import ObjectInUse

from harkara.entrypoints.archive.errors import DatabaseInUseError
from harkara.entrypoints.archive.tables import connect, scalar

IN_USE = "harkara"
DRAFT = "harkara_restoring"
FORMER = "harkara_before_restore"
MOVED = "harkara_moved"


def url_of(url: str, name: str) -> str:
    """Return the URL of another database of the same server."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


async def exists(url: str, name: str) -> bool:
    """Return whether the cluster has a database of that name."""
    async with await connect(url_of(url, "postgres")) as connection:
        return bool(await scalar(connection, "SELECT true FROM pg_database WHERE datname = %s", (name,)))


async def create(url: str, name: str) -> None:
    """Make an empty database; what an interrupted run has left under that name goes."""
    await drop(url, name)
    async with await connect(url_of(url, "postgres")) as connection:
        await connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


async def drop(url: str, name: str) -> None:
    """Remove a database, if there is one, and end the sessions a killed command has left in it."""
    async with await connect(url_of(url, "postgres")) as connection:
        # Not WITH (FORCE), which fails on an autovacuum worker: that is the server's own, and DROP waits for its end by itself.
        await connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = %s AND usename = current_user AND backend_type = 'client backend'",
            (name,),
        )
        await connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


async def put_in_use(url: str, name: str, *, former: str) -> None:
    """Let `name` be the database in use; what was in use is called `former` from now on. Raises DatabaseInUseError."""
    await _rename(url, (IN_USE, former), (name, IN_USE))


async def set_aside(url: str, name: str) -> None:
    """Take the database out of use under another name. Raises DatabaseInUseError."""
    await _rename(url, (IN_USE, name))


async def _rename(url: str, *changes: tuple[str, str]) -> None:
    async with await connect(url_of(url, "postgres")) as connection:
        try:
            async with connection.transaction():
                for old, new in changes:
                    names = sql.Identifier(old), sql.Identifier(new)
                    await connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*names))
        except ObjectInUse:
            raise DatabaseInUseError("Somebody has connected to it meanwhile; it is as it was.") from None
