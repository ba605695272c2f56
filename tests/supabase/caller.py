"""Somebody at Supabase's HTTP interfaces: PostgREST and Realtime take on a role and put the verified claims beside it."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Literal

import psycopg
from psycopg import sql
from psycopg.errors import InsufficientPrivilege, ObjectNotInPrerequisiteState, WrongObjectType
from tests.supabase.projects import ADMIN_EMAIL, as_superuser

ADMIN = {"role": "authenticated", "email": ADMIN_EMAIL, "is_anonymous": False, "app_metadata": {"provider": "email"}}
OTHER = ADMIN | {"email": "other@example.in"}

# What is no table is refused for that alone.
REFUSALS = (InsufficientPrivilege, WrongObjectType, ObjectNotInPrerequisiteState)


@dataclass(frozen=True)
class Caller:
    """A role with claims."""

    url: str
    role: Literal["anon", "authenticated", "service_role"] = "anon"
    claims: Mapping[str, Any] = field(default_factory=dict)

    async def run(self, statement: str) -> list[tuple[Any, ...]]:
        """Return the rows; raise what PostgreSQL raises. Nothing is kept."""
        async with self._connected() as connection:
            cursor = await connection.execute(statement.encode())
            return await cursor.fetchall() if cursor.description else []

    async def let_through(self, statements: Iterable[str]) -> list[str]:
        """Return those of the statements that are not refused."""
        passed: list[str] = []
        async with self._connected() as connection:
            for statement in statements:
                with suppress(*REFUSALS):
                    async with connection.transaction(force_rollback=True):
                        await connection.execute(statement.encode())
                        passed.append(statement)
        return passed

    @asynccontextmanager
    async def _connected(self) -> AsyncGenerator[psycopg.AsyncConnection[Any]]:
        async with await psycopg.AsyncConnection.connect(as_superuser(self.url)) as connection:
            await connection.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(self.role)))
            claims = json.dumps(self.claims) if self.claims else ""
            await connection.execute("SELECT set_config('request.jwt.claims', %s, true)", [claims])
            yield connection
            await connection.rollback()


def admin(url: str) -> Caller:
    """Return the admin, signed in."""
    return Caller(url, "authenticated", ADMIN)
