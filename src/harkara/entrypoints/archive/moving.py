"""Moves an installation out of the embedded database into another PostgreSQL: table by table, each whole or not at all.

Killed at any moment, the same command goes on after the last whole table. The embedded database is held still meanwhile and
set aside at the end, so that the same campaign can never go on in two places.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from psycopg import AsyncConnection

from harkara.entrypoints.archive import databases
from harkara.entrypoints.archive.copying import copy_counters, copy_table
from harkara.entrypoints.archive.errors import CampaignsActiveError, CountsDifferError, NothingToMoveError
from harkara.entrypoints.archive.progress import Told
from harkara.entrypoints.archive.stillness import held_still
from harkara.entrypoints.archive.tables import (
    analyse,
    connect,
    differences,
    installation,
    row_counts,
    table_names,
)
from harkara.entrypoints.archive.target import Target
from harkara.entrypoints.migrate import migrate

_ACTIVE = "SELECT name, id FROM harkara.campaigns WHERE status IN ('queued', 'running') ORDER BY id"
_EMBEDDED_SIGN_IN = "auth_"


@dataclass(frozen=True, slots=True)
class Moved:
    """What a move came to."""

    rows: int
    sign_in_stays: bool
    """Supabase does sign-in there; the embedded admin was left behind."""


async def move(source_url: str, target_url: str, told: Told, admin_email: str | None = None) -> Moved:
    """Move everything; on Supabase `admin_email` may read what the dashboard is told of. Raises CampaignsActiveError, TargetNotEmptyError, CountsDifferError, DatabaseInUseError."""
    if not await _is_moved_already(source_url):
        async with held_still(source_url) as source:
            await _require_quiet_campaigns(source)
            await _copy_everything(source, target_url, told, admin_email)
        told.step("Setting the embedded database aside")
        await databases.set_aside(source_url, databases.MOVED)
    return await _finish(databases.url_of(source_url, databases.MOVED), target_url)


async def _is_moved_already(source_url: str) -> bool:
    """Say whether a move was killed after it had set the embedded database aside; raise NothingToMoveError if nothing is there."""
    async with await connect(source_url) as source:
        has_installation = bool(await table_names(source))
    if not has_installation and not await databases.exists(source_url, databases.MOVED):
        raise NothingToMoveError("The embedded database is empty.")
    return not has_installation


async def _copy_everything(source: AsyncConnection[Any], target_url: str, told: Told, admin_email: str | None) -> None:
    async with await connect(target_url) as connection:
        target = Target(connection)
        await target.take(await installation(source))
        if await target.is_finished():
            return
        told.step("Making the tables")
        await migrate(target_url, admin_email)
        tables, copied = await _tables(source, target), await target.copied()
        expected = await row_counts(source, tables)
        for table in tables:
            if table not in copied:
                told.step(f"{table}: {expected[table]} rows")
                await copy_table(source, connection, table, told)
        told.step("Counting on both sides")
        wrong = differences(expected, await row_counts(connection, tables))
        if wrong:
            raise CountsDifferError(f"{'; '.join(wrong)}.")
        await copy_counters(source, connection)
        await analyse(connection)
        await target.finish()


async def _finish(moved_url: str, target_url: str) -> Moved:
    """Clear the traces of the move away, also of one that was killed just before."""
    async with await connect(moved_url) as source, await connect(target_url) as connection:
        target, mark = Target(connection), await installation(source)
        if await installation(connection) != mark or await target.origin() not in (mark, None):
            raise NothingToMoveError(f"The installation {mark} was moved, but not into this database.")
        rows = sum((await row_counts(source, await _tables(source, target))).values())
        await target.forget_progress()
        return Moved(rows, await target.has_supabase_auth())


async def _tables(source: AsyncConnection[Any], target: Target) -> list[str]:
    """Return what moves: with Supabase, sign-in is its own business."""
    stays = await target.has_supabase_auth()
    return [table for table in await table_names(source) if not (stays and table.startswith(_EMBEDDED_SIGN_IN))]


async def _require_quiet_campaigns(source: AsyncConnection[Any]) -> None:
    active = await (await source.execute(_ACTIVE)).fetchall()
    if active:
        raise CampaignsActiveError(f"Not stopped are: {', '.join(f'{name} ({id_})' for name, id_ in active)}.")
