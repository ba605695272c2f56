"""The queue of one number as its runner sees it. Everything it takes is fenced by the runner's epoch and named by its claim."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple, TypeAlias

from harkara.kit.db import Database
from harkara.kit.queries import load_queries

QUERIES = load_queries(__file__)

REPLIES_PER_CLAIM = 50


class QueuedMessage(NamedTuple):
    """One message of a campaign, claimed, with all that is needed to send it."""

    id: int
    """campaign_contacts.id: the recipient."""
    attempt: int
    claimed_at: datetime
    """Database time; together with the id it names this very claim."""
    campaign_id: int
    batch_id: int
    phone: str
    media_url: str | None
    variables: list[str]


class QueuedReply(NamedTuple):
    """One reply, claimed, with all that is needed to send it."""

    id: int
    """reply_queue.id."""
    attempt: int
    claimed_at: datetime
    recipient: str
    body: str


Queued: TypeAlias = QueuedMessage | QueuedReply


class Claim(NamedTuple):
    """What one look at the queue brought."""

    is_held: bool
    """Whether the number is still this runner's."""
    campaign_id: int | None
    """The number's running campaign."""
    messages: list[QueuedMessage]
    replies: list[QueuedReply]


class NumberQueue:
    """The queue of one number, held under one epoch."""

    def __init__(self, database: Database, number_id: int, epoch: int) -> None:
        self._database = database
        self._number_id = number_id
        self._epoch = epoch

    async def claim(self, limit: int) -> Claim:
        """Take the replies that wait, and up to `limit` messages of the running campaign. One statement."""
        parameters = {
            "number_id": self._number_id,
            "epoch": self._epoch,
            "replies": REPLIES_PER_CLAIM,
            "messages": limit,
        }
        async with self._database.transaction() as session:
            rows = (await session.execute(QUERIES["claim"], parameters)).all()
        claim = Claim(rows[0].held is not None, rows[0].campaign_id, [], [])
        for _, campaign_id, claimed_at, id_, attempt, batch_id, recipient, body, media_url, variables in rows:
            if batch_id is not None:
                claim.messages.append(
                    QueuedMessage(id_, attempt, claimed_at, campaign_id, batch_id, recipient, media_url, variables)
                )
            elif id_ is not None:
                claim.replies.append(QueuedReply(id_, attempt, claimed_at, recipient, body))
        return claim

    async def seconds_until_ready(self) -> float | None:
        """Return the seconds until the next retry is due, or None when only others could bring new work."""
        return await self._seconds("seconds_until_ready", {"number_id": self._number_id})

    async def seconds_until_free(self, lease: float) -> float | None:
        """Return how long an earlier runner that did not end properly may still be sending; None if there was none."""
        return await self._seconds(
            "seconds_until_free", {"number_id": self._number_id, "epoch": self._epoch, "lease": lease}
        )

    async def release(self) -> None:
        """Say that this runner sends nothing more, so that the next one need not wait."""
        async with self._database.transaction() as session:
            await session.execute(QUERIES["release"], {"number_id": self._number_id, "epoch": self._epoch})

    async def _seconds(self, query: str, parameters: dict[str, float]) -> float | None:
        async with self._database.transaction() as session:
            seconds = await session.scalar(QUERIES[query], parameters)
            return None if seconds is None else float(seconds)
