"""Applies items in a batch; if the batch fails, halves it until the item at fault stands alone, and sets that one aside.

Trouble with the database (gone, deadlock, serialization) is nobody's fault: it is raised, and everything is tried again.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

import psycopg
from procrastinate.exceptions import ConnectorException
from sqlalchemy.exc import DBAPIError

from harkara.features.webhooks.appliers import Applier
from harkara.features.webhooks.reading import Item, reject
from harkara.features.webhooks.repository import Reject
from harkara.kit.database_trouble import DATABASE_TROUBLE
from harkara.kit.db import Database
from harkara.kit.jobs import JobQueue
from harkara.kit.logging import get_logger

log = get_logger(__name__)


class Isolation:
    """Runs appliers, each batch in a transaction of its own."""

    def __init__(self, database: Database, jobs: JobQueue) -> None:
        self._database = database
        self._jobs = jobs

    async def apply(self, applier: Applier, items: Sequence[Item]) -> dict[Item, Reject]:
        """Apply all items that can be applied; return the others with what is kept of them."""
        try:
            async with self._database.transaction() as session:
                await applier.apply(session, self._jobs, [item.told for item in items])
        except Exception as error:
            if is_trouble(error):
                raise
            return await self._halve(applier, items, error)
        return {}

    async def _halve(self, applier: Applier, items: Sequence[Item], error: Exception) -> dict[Item, Reject]:
        if len(items) == 1:
            [item] = items
            log.error("item set aside", event_id=item.event_id, kind=applier.kind, error=_reason(error))
            return {item: reject(item.event_id, applier.kind, _reason(error), _raw(item))}
        middle = len(items) // 2
        return await self.apply(applier, items[:middle]) | await self.apply(applier, items[middle:])


def is_trouble(error: Exception) -> bool:
    """Say whether the database is to blame, and not what it was given. A refusal inside the job engine comes wrapped."""
    if isinstance(error, ConnectorException):
        return not isinstance(error.__cause__, psycopg.DataError | psycopg.IntegrityError)
    return isinstance(error, DATABASE_TROUBLE)


def _reason(error: Exception) -> str:
    """Return the driver's sentence where there is one: SQLAlchemy's own would quote the statement and all its parameters."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    return f"{type(cause).__name__}: {cause}"


def _raw(item: Item) -> str:
    return json.dumps(asdict(item.told), default=str, ensure_ascii=False)
