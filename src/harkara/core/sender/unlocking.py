"""What campaigns do to the queue: unlock a batch, ask whether it is done, clean up at the end."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.sender.queue import QUERIES


async def unlock_batch(session: AsyncSession, campaign_id: int, batch_id: int) -> None:
    """pending -> ready for all messages of a batch; its recipients become customers first."""
    await session.execute(QUERIES["know_customers"], {"campaign_id": campaign_id, "batch_id": batch_id})
    await session.execute(QUERIES["unlock_batch"], {"batch_id": batch_id})


async def batch_is_open(session: AsyncSession, batch_id: int) -> bool:
    """Return whether any message of the batch is still on its way."""
    return bool(await session.scalar(QUERIES["batch_is_open"], {"batch_id": batch_id}))


async def clean_queue(session: AsyncSession, campaign_id: int) -> None:
    """Remove a finished campaign's rows from the queue; its contacts stay for ever."""
    await session.execute(QUERIES["clean_campaign"], {"campaign_id": campaign_id})
