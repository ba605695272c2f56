"""Finds out that the server of an open connection is not the one that is written to any more. Costs no round trip of its own."""

from __future__ import annotations

from typing import Any

from psycopg import AsyncConnection
from psycopg.errors import ReadOnlySqlTransaction

# PostgreSQL tells of changes of these by itself, with the next answer (14 or newer).
_TOLD = (b"default_transaction_read_only", b"in_hot_standby")


async def require_writable(connection: AsyncConnection[Any]) -> None:
    """Close the connection and raise ReadOnlySqlTransaction if its server has become read-only, as of its last answer.

    Closed, because a pool keeps one that is open and offers it again.
    """
    if any(connection.pgconn.parameter_status(name) == b"on" for name in _TOLD):
        await connection.close()
        raise ReadOnlySqlTransaction("the server has become read-only")
