"""The errors that say that the database is not there right now: wait and try again. Any other error is a fault of ours."""

from __future__ import annotations

from procrastinate.exceptions import ConnectorException
from psycopg import OperationalError as DriverError
from psycopg.errors import ReadOnlySqlTransaction
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

DATABASE_TROUBLE = (
    OperationalError,
    InterfaceError,
    DriverError,
    PoolTimeoutError,
    ConnectorException,
    ReadOnlySqlTransaction,  # after a failover: the server we are connected to is the former one
)

RETRY_EVERY = 0.5
"""Seconds between tries while the database does not answer."""


def short(error: Exception) -> str:
    """Return the driver's sentence; SQLAlchemy's own text would hold the statement and its parameters."""
    cause = error.orig if isinstance(error, DBAPIError) else error.__cause__ or error
    return str(cause).strip()
