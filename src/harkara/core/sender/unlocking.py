"""What campaigns do to the queue: unlock a batch, ask whether it is done, clean up at the end."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.sender.queue import QUERIES


async def unlock_batch(session: AsyncSession, campaign_id: int, batch_id: int) -> None:
    """pending -> ready for all messages of a batch; its recipients become customers first."""
    await session.execute(QUERIES["know_customers"], {"campaign_id": campaign_id, "batch_id": batch_id})
    await session.execute(QUERIES["unlock_batch"], {"batch_id": batch_id})


@dataclass(frozen=True, slots=True)
class BatchProgress:
    """Whether messages of a batch are on their way, whether some of them only wait for a runner, and whether now."""

    is_open: bool
    has_ready: bool
    has_due: bool


async def batch_progress(session: AsyncSession, campaign_id: int, batch_id: int) -> BatchProgress:
    """Return how far a batch is."""
    row = (await session.execute(QUERIES["batch_progress"], {"campaign_id": campaign_id, "batch_id": batch_id})).one()
    return BatchProgress(row.is_open, row.has_ready, row.has_due)


async def clean_queue(session: AsyncSession, campaign_id: int) -> None:
    """Remove a finished campaign's rows from the queue; its contacts stay for ever."""
    await session.execute(QUERIES["clean_campaign"], {"campaign_id": campaign_id})
