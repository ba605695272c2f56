"""One request = one transaction (ADR 0002): committed before the answer leaves, or rolled back whole."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Annotated

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.kit.parts import DatabaseDep


async def _session(database: DatabaseDep) -> AsyncGenerator[AsyncSession]:
    async with database.transaction() as session:
        yield session


# scope="function": commit when the route returns, before the answer is sent, so that a 2xx is never a lie.
SessionDep = Annotated[AsyncSession, Depends(_session, scope="function")]
