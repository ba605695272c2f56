"""`harkara doctor --supabase`: tries as a stranger, with nothing but the public key, to read each of our tables."""

from __future__ import annotations

import asyncio

from sqlalchemy import text

from harkara.entrypoints.doctor.finding import Finding, broken, doubtful, good
from harkara.integrations.supabase.project import Answer, SupabaseProject, supabase_project
from harkara.integrations.supabase.realtime import Heard, listen_as_stranger
from harkara.kit.database_url import SCHEMA
from harkara.kit.db import Database
from harkara.kit.parts import Parts
from harkara.kit.settings import Settings

_AT_ONCE = 8
_TABLES = text(
    "SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace(:schema) AND relkind IN ('r', 'p', 'v', 'm')"
)
# Changes nothing, but is a change to whoever listens.
_TOUCH = text("UPDATE notifications SET is_read = is_read WHERE id = (SELECT max(id) FROM notifications) RETURNING id")
_NEEDED = "Set SUPABASE_URL, SUPABASE_ANON_KEY and DATABASE_URL: docs/operations/supabase.md."


async def check_data_api(parts: Parts) -> list[Finding]:
    """Ask for a row of every table, where the Data API looks by itself and in our schema."""
    settings = parts[Settings]
    if not settings.supabase_url:
        return [broken("data api", "There is no Supabase project to look at.", _NEEDED)]
    async with parts[Database].transaction() as session:
        tables = [str(name) for name in await session.scalars(_TABLES, {"schema": SCHEMA})]
    async with supabase_project(settings.supabase_url, settings.supabase_anon_key or "") as project:
        await project.sign_in_settings()  # a key that opens nothing would prove nothing
        return [_judged(await _ask_for_all(project, tables))]


async def check_realtime(parts: Parts) -> list[Finding]:
    """Listen without a session while a notification is touched."""
    settings, database = parts[Settings], parts[Database]
    if not settings.supabase_url:
        return []
    touched = False

    async def touch() -> bool:
        nonlocal touched
        async with database.transaction() as session:
            touched = await session.scalar(_TOUCH) is not None
        return touched

    heard = await listen_as_stranger(
        settings.supabase_url, settings.supabase_anon_key or "", SCHEMA, "notifications", touch
    )
    if heard is Heard.A_ROW:
        return [
            broken(
                "realtime",
                "A stranger was sent a row.",
                "Run `harkara migrate`; until it is mended, turn Realtime off in Supabase's settings.",
            )
        ]
    if heard is Heard.NOTHING and not touched:
        return [
            good("realtime", "lets strangers in, but there is no notification yet to try whether it tells them of it")
        ]
    return [good("realtime", "refuses strangers" if heard is Heard.REFUSED else "tells strangers nothing")]


async def _ask_for_all(project: SupabaseProject, tables: list[str]) -> dict[str, Answer]:
    limit = asyncio.Semaphore(_AT_ONCE)

    async def ask(table: str, schema: str | None) -> tuple[str, Answer]:
        async with limit:
            return f"{schema}.{table}" if schema else table, await project.read(table, schema)

    return dict(await asyncio.gather(*(ask(table, schema) for table in tables for schema in (None, SCHEMA))))


def _judged(answers: dict[str, Answer]) -> Finding:
    readable = sorted(name for name, answer in answers.items() if answer.gives_rows)
    if readable:
        return broken(
            "data api",
            f"Anybody with the public key can ask for {', '.join(readable)}.",
            f"In Supabase: Data API settings, take {SCHEMA} out of the exposed schemas; then run `harkara migrate`.",
        )
    unclear = sorted(f"{name} ({answer.status})" for name, answer in answers.items() if not answer.refuses)
    if unclear:
        return doubtful(
            "data api", f"Neither given nor refused: {', '.join(unclear[:5])}.", "Try again when the project answers."
        )
    if any(answer.knows_schema for name, answer in answers.items() if "." in name):
        return doubtful(
            "data api",
            f"Refuses all {len(answers) // 2} tables, but may serve the schema {SCHEMA}.",
            f"In Supabase: Data API settings, take {SCHEMA} out of the exposed schemas.",
        )
    return good("data api", f"refuses all {len(answers) // 2} tables, and does not know the schema {SCHEMA}")
