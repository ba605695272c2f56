"""Brings a database to this version's tables. Any number of processes may call it at once: one works, the others wait."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import psycopg
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, NullPool, create_engine, text

from harkara.entrypoints.database_access import restrict_access
from harkara.entrypoints.revision import MIGRATIONS
from harkara.kit.database_url import CONNECTION_OPTIONS, SCHEMA, sqlalchemy_url

# Any number that no other program on the same database uses; "hrkr" in ASCII.
LOCK_KEY = 0x68726B72

ASK_EVERY = 0.1
"""Seconds between tries while another process migrates."""


async def migrate(database_url: str, admin_email: str | None = None) -> None:
    """Upgrade to the newest revision and close the tables to Supabase's public roles, if there are any.

    `admin_email` is who, besides users with app_metadata.role = 'admin', may read campaigns and notifications there.
    Alembic is synchronous, so it runs in a thread.
    """
    await asyncio.to_thread(_migrate, database_url, admin_email)


def config(connection: Connection) -> Config:
    """Return Alembic's configuration for an open connection."""
    alembic = Config()
    alembic.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    alembic.attributes["connection"] = connection
    return alembic


@contextmanager
def migration_connection(database_url: str) -> Generator[Connection]:
    """Yield a connection that works in our schema."""
    engine = create_engine(sqlalchemy_url(database_url), poolclass=NullPool, connect_args=CONNECTION_OPTIONS)
    with engine.connect() as connection:
        connection.execute(text(f"SET search_path TO {SCHEMA}, public"))
        connection.commit()
        yield connection


def _migrate(database_url: str, admin_email: str | None) -> None:
    with migration_connection(database_url) as connection:
        _wait_for_turn(connection)
        connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
        connection.execute(text("SET lock_timeout TO '5s'"))
        connection.execute(text("SET statement_timeout TO '60s'"))
        connection.commit()
        command.upgrade(config(connection), "head")
        connection.commit()
        restrict_access(_driver_connection(connection), admin_email)


def _driver_connection(connection: Connection) -> psycopg.Connection[Any]:
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    return driver  # pyright: ignore[reportUnknownVariableType] - isinstance cannot name the row type


def _wait_for_turn(connection: Connection) -> None:
    """Take the session lock, which outlives the transactions of the single migrations and ends with the connection.

    By asking again: who waited within `pg_advisory_lock` would hold a snapshot, and CREATE INDEX CONCURRENTLY in the process
    that has the lock waits for every snapshot to go.
    """
    while not connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": LOCK_KEY}):
        connection.commit()
        time.sleep(ASK_EVERY)  # noqa: TID251 - in a thread of its own (see migrate)
    connection.commit()
