"""At the start of the API: looks how open the Supabase project is, and says so in the log. Holds up nothing and refuses nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any

import psycopg

from harkara.entrypoints.doctor.finding import Finding, State
from harkara.entrypoints.doctor.supabase_database import check_database_access
from harkara.entrypoints.doctor.supabase_project import check_supabase
from harkara.kit.database_trouble import DATABASE_TROUBLE
from harkara.kit.errors import AppError
from harkara.kit.logging import get_logger
from harkara.kit.parts import Parts

log = get_logger(__name__)


async def warn_of_open_doors(parts: Parts) -> None:
    """Log each finding that is not good, with its mend."""
    for check in (check_supabase, check_database_access):
        for finding in await _findings(check, parts):
            if finding.state is not State.GOOD:
                log.warning("supabase", subject=finding.subject, found=finding.text, mend=finding.mend)


@asynccontextmanager
async def in_the_background(work: Coroutine[Any, Any, None]) -> AsyncGenerator[None]:
    """Let it go on while the block runs; what is not done by its end is left."""
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _findings(check: Callable[[Parts], Awaitable[list[Finding]]], parts: Parts) -> list[Finding]:
    try:
        return await check(parts)
    except AppError as error:
        log.warning("supabase cannot be looked at", title=error.title, detail=error.detail, mend=error.mend)
    except (*DATABASE_TROUBLE, psycopg.Error) as error:
        log.warning("supabase cannot be looked at", detail=type(error).__name__)
    return []
