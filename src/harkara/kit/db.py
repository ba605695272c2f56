"""The database: engine, sessions, the declarative base. All tables live in the private schema `harkara` (ADR 0004)."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from psycopg import AsyncConnection
from psycopg.errors import ReadOnlySqlTransaction
from sqlalchemy import BigInteger, DateTime, Identity, MetaData, Text, event, func, select
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, mapped_column

from harkara.kit.database_url import CONNECTION_OPTIONS, SCHEMA, sqlalchemy_url

SESSION_SETUP = f"SET search_path TO {SCHEMA}, public; SET timezone TO 'UTC'; SET statement_timeout TO '60s'"


class Base(DeclarativeBase):
    """Root of all models with predictable constraint names. Times are timestamptz, texts are unbounded text, whole numbers bigint."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: DateTime(timezone=True), str: Text, int: BigInteger}


def primary_key() -> Any:
    """Return an identity bigint key. JavaScript loses digits above 2^53, which a serial never reaches."""
    return mapped_column(BigInteger, Identity(always=True), primary_key=True)


class Database:
    """One engine per process. Hot paths and requests share it; procrastinate keeps a pool of its own."""

    def __init__(
        self,
        url: str,
        *,
        pool_size: int = 5,
        overflow: int = 2,
        patience: float = 10.0,
        application_name: str = "harkara",
    ) -> None:
        """`patience`: seconds to wait for a connection while all that the pool may open are in use."""
        self.url = url
        self.engine: AsyncEngine = create_async_engine(
            sqlalchemy_url(url),
            pool_size=pool_size,
            max_overflow=overflow,
            pool_timeout=patience,
            pool_pre_ping=True,
            hide_parameters=True,  # an error that is logged must not quote customers
            connect_args={**CONNECTION_OPTIONS, "application_name": application_name},
        )
        event.listen(self.engine.sync_engine, "connect", _set_up)
        event.listen(self.engine.sync_engine, "handle_error", _leave_read_only_server)
        self.sessions = async_sessionmaker(self.engine, expire_on_commit=False)

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[AsyncSession]:
        """Yield a session whose work is committed at the end, or rolled back whole if anything raises."""
        async with self.sessions() as session, session.begin():
            yield session

    async def close(self) -> None:
        """Close all connections."""
        await self.engine.dispose()


async def database_time(session: AsyncSession) -> datetime:
    """Return when the transaction began by the database's clock: the one clock that all processes share."""
    return (await session.scalars(select(func.now()))).one()


async def driver_connection(session: AsyncSession) -> AsyncConnection[Any]:
    """Return the psycopg connection under a session, for COPY and for jobs in the same transaction."""
    raw = await (await session.connection()).get_raw_connection()
    connection = raw.driver_connection
    assert isinstance(connection, AsyncConnection)
    return connection  # pyright: ignore[reportUnknownVariableType] - isinstance cannot name the row type


def _set_up(connection: Any, _record: Any) -> None:
    """Run on every new connection. A startup option would do the same, but poolers such as Supavisor drop those."""
    cursor = connection.cursor()
    cursor.execute(SESSION_SETUP)
    cursor.close()
    connection.commit()


def _leave_read_only_server(context: ExceptionContext) -> OperationalError | None:
    """After a failover the former server may live on, read-only: give up every connection to it, as if it were gone."""
    error = context.original_exception
    if not isinstance(error, ReadOnlySqlTransaction):
        return None
    context.is_disconnect = True
    return OperationalError(context.statement, None, error, connection_invalidated=True)
