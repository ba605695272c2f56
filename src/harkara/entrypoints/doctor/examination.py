"""The order of the checks: the machine first, then the database, then everything that needs both."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable

from harkara.embedded.database import database_url
from harkara.entrypoints.doctor.finding import Finding, broken, good
from harkara.entrypoints.doctor.machine import check_machine
from harkara.entrypoints.doctor.services import check_language_model, check_mail, check_numbers
from harkara.entrypoints.doctor.storage import check_api, check_worker
from harkara.entrypoints.doctor.supabase_database import check_database_access
from harkara.entrypoints.doctor.supabase_outside import check_data_api, check_realtime
from harkara.entrypoints.doctor.supabase_project import check_supabase
from harkara.entrypoints.revision import is_current
from harkara.entrypoints.supervisor.preflight import load_settings, require_database
from harkara.entrypoints.wiring import common_parts
from harkara.integrations.whatsapp.client import GraphClient
from harkara.kit.db import Database
from harkara.kit.errors import AppError
from harkara.kit.parts import Parts
from harkara.kit.settings import Settings

Check = Callable[[Parts], Awaitable[list[Finding]]]
# A new check is a new function in this list.
CHECKS: tuple[Check, ...] = (
    check_worker,
    check_api,
    check_numbers,
    check_language_model,
    check_mail,
    check_supabase,
    check_database_access,
)
FROM_OUTSIDE: tuple[Check, ...] = (check_data_api, check_realtime)
"""Asked for with `--supabase`: they call once for every table, and listen for some seconds."""
_CHECK_SECONDS = 60.0


async def examine(*, from_outside: bool = False) -> AsyncGenerator[Finding]:
    """Yield the findings one by one; what depends on something broken is left out."""
    try:
        settings = load_settings()
    except AppError as error:
        yield _from_error("settings", error)
        return
    for finding in check_machine(settings):
        yield finding
    try:
        async with database_url(settings) as url:
            yield good(
                "database", f"PostgreSQL {await require_database(url)}{'' if settings.database_url else ', embedded'}"
            )
            async for finding in _examine_platform(settings, url, CHECKS + FROM_OUTSIDE * from_outside):
                yield finding
    except AppError as error:
        yield _from_error("database", error)


async def _examine_platform(settings: Settings, url: str, checks: tuple[Check, ...]) -> AsyncGenerator[Finding]:
    if not await is_current(url):
        yield broken("tables", "They are not those of this version.", "Run `harkara migrate`.")
        return
    yield good("tables", "up to date")
    database = Database(url, application_name="harkara doctor")
    parts = common_parts(settings, database)
    try:
        for check in checks:
            for finding in await _carried_out(check, parts):
                yield finding
    finally:
        await parts[GraphClient].close()
        await database.close()


async def _carried_out(check: Check, parts: Parts) -> list[Finding]:
    """Let one check fail without taking the others along."""
    subject = check.__name__.removeprefix("check_").replace("_", " ")
    try:
        async with asyncio.timeout(_CHECK_SECONDS):
            return await check(parts)
    except AppError as error:
        return [_from_error(subject, error)]
    except TimeoutError:
        return [broken(subject, f"No answer within {_CHECK_SECONDS:.0f} s.", "Check the network.")]


def _from_error(subject: str, error: AppError) -> Finding:
    return broken(subject, f"{error.title}: {error.detail}", error.mend or "See the log.")
