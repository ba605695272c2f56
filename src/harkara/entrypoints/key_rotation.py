"""Seals every stored secret anew with the first key of ENCRYPTION_KEY, while the platform runs.

In short transactions, a batch each: what reads or writes a secret meanwhile waits for milliseconds, and a run that ends
halfway is simply repeated. Nothing here makes or removes a key.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Row, column, func, select, table, update
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.numbers import credentials
from harkara.embedded.auth import recovery_tokens, sessions, signing_keys
from harkara.features.privacy import service as privacy
from harkara.features.replies import llm_settings
from harkara.kit.crypto import SecretBox, UnreadableSecretError, key_of
from harkara.kit.db import Database
from harkara.kit.errors import ConflictError
from harkara.kit.logging import get_logger
from harkara.kit.sealed import SealedColumn

log = get_logger(__name__)

SEALED: tuple[SealedColumn, ...] = (
    credentials.SEALED,
    llm_settings.SEALED,
    signing_keys.SEALED,
    sessions.SEALED,
    recovery_tokens.SEALED,
    privacy.SEALED,
)
"""Every column with sealed values. A test compares it with the tables."""

BATCH = 200


class ForeignKeysError(ConflictError):
    """None of the keys at hand is one that the database's secrets are sealed with."""

    code = "keys_do_not_fit"
    title = "These encryption keys are not the database's"
    mend = "Run the command with the settings the platform runs with: ENCRYPTION_KEY, DATA_DIR, DATABASE_URL."


@dataclass(slots=True)
class Outcome:
    """What a rotation did."""

    resealed: int = 0
    unreadable: list[str] = field(default_factory=list[str])
    """Places whose key is lost; they were so before."""


async def require_fitting_keys(database: Database, box: SecretBox) -> None:
    """Raise ForeignKeysError if there are secrets and not one of them is sealed with a key of the box."""
    used = await keys_in_use(database)
    if used and not any(box.knows(key) for key in used):
        raise ForeignKeysError(f"The database's secrets are sealed with {len(used)} other keys.")


async def keys_in_use(database: Database) -> set[bytes]:
    """Return the names of all keys that anything is sealed with."""
    used: set[bytes] = set()
    async with database.transaction() as session:
        for sealed in SEALED:
            names = select(_key_name(sealed)).select_from(table(sealed.table)).where(_value(sealed).is_not(None))
            used |= {bytes(name) for name in await session.scalars(names.distinct())}
    return used


async def reseal_everything(database: Database, box: SecretBox, tell: Callable[[int], None]) -> Outcome:
    """Seal all secrets with the first key, until a whole round finds none left: another process may have used a former one."""
    outcome = Outcome()
    while True:
        before, outcome.unreadable = outcome.resealed, []
        for sealed in SEALED:
            await _reseal_column(database, box, sealed, outcome, tell)
        if outcome.resealed == before:
            log.info("encryption key rotated", resealed=outcome.resealed, unreadable=len(outcome.unreadable))
            return outcome


async def _reseal_column(
    database: Database, box: SecretBox, sealed: SealedColumn, outcome: Outcome, tell: Callable[[int], None]
) -> None:
    last: Any = None
    while True:
        async with database.transaction() as session:
            rows = await _next_rows(session, box, sealed, last)
            for row in rows:
                await _reseal(session, box, sealed, row, outcome)
        tell(outcome.resealed)
        if len(rows) < BATCH:
            return
        last = rows[-1].walked


async def _next_rows(session: AsyncSession, box: SecretBox, sealed: SealedColumn, last: Any) -> list[Row[Any]]:
    key: ColumnElement[Any] = column(sealed.key)
    places: list[ColumnElement[Any]] = [column(name).label(f"place_{name}") for name in sealed.place_columns]
    statement = (
        select(key.label("walked"), _value(sealed).label("value"), *places)
        .select_from(table(sealed.table))
        .where(_value(sealed).is_not(None), _key_name(sealed) != box.current_key)
        .order_by(key)
        .limit(BATCH)
        .with_for_update()
    )
    if last is not None:
        statement = statement.where(key > last)
    return list(await session.execute(statement))


async def _reseal(session: AsyncSession, box: SecretBox, sealed: SealedColumn, row: Row[Any], outcome: Outcome) -> None:
    values = {name: getattr(row, f"place_{name}") for name in sealed.place_columns}
    place = sealed.place_of(**values)
    try:
        renewed = box.encrypt(box.decrypt(bytes(row.value), place), place)
    except UnreadableSecretError:
        outcome.unreadable.append(place)
        return
    target = table(sealed.table, column(sealed.key), column(sealed.column))
    await session.execute(update(target).where(target.c[sealed.key] == row.walked).values({sealed.column: renewed}))
    outcome.resealed += 1


def _value(sealed: SealedColumn) -> ColumnElement[Any]:
    return column(sealed.column)


def _key_name(sealed: SealedColumn) -> ColumnElement[Any]:
    return func.substring(_value(sealed), 2, len(key_of(bytes(8))))
