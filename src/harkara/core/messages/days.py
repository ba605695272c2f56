"""How many messages each number sent and received on each IST day, and sent in each hour, moved with the messages themselves.

Days are kept for ever, hours for a week.

Rows are added to by the statements that settle a send, apply statuses or store what customers write; nothing counts messages.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time

from sqlalchemy import BigInteger, Date, Index, delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from harkara.core.messages.statuses import QUERIES
from harkara.kit.clock import IST
from harkara.kit.db import Base


class NumberDay(Base):
    """One number on one day. A message counts on the day it was sent, whenever its statuses come, so that rates make sense.

    `failed` holds what Meta accepted and could not deliver, and, on the day it failed, what was never accepted.
    No foreign key: checking it would lock the number's row, which the sender holds. Room in each page keeps the updates HOT.
    """

    __tablename__ = "number_days"
    __table_args__ = (
        # Serves the totals over all numbers of the last days.
        Index("ix_number_days_day", "day"),
        {"postgresql_with": {"fillfactor": 50}},
    )

    number_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    sent: Mapped[int] = mapped_column(server_default="0")
    delivered: Mapped[int] = mapped_column(server_default="0")
    read: Mapped[int] = mapped_column(server_default="0")
    failed: Mapped[int] = mapped_column(server_default="0")
    received: Mapped[int] = mapped_column(server_default="0")


class NumberHour(Base):
    """What one number sent in one hour of the IST day (which begins at half past, UTC). No foreign key, as for days."""

    __tablename__ = "number_hours"
    __table_args__ = (
        # Serves the hours of all numbers, and the deletion of old ones.
        Index("ix_number_hours_hour", "hour"),
        {"postgresql_with": {"fillfactor": 50}},
    )

    number_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    hour: Mapped[datetime] = mapped_column(primary_key=True)
    sent: Mapped[int] = mapped_column(server_default="0")


def ist_day(moment: datetime) -> date:
    """Return the day in India at this moment."""
    return moment.astimezone(IST).date()


def ist_midnight(day: date) -> datetime:
    """Return the moment at which this day begins in India."""
    return datetime.combine(day, time(), IST)


async def forget_hours(session: AsyncSession, before: datetime) -> int:
    """Delete the hours that began before; return how many. Some dozens a night and number, which nobody adds to any more."""
    gone = await session.execute(delete(NumberHour).where(NumberHour.hour < before).returning(NumberHour.hour))
    return len(gone.all())


async def count_received(session: AsyncSession, counts: Mapping[tuple[int, date], int]) -> None:
    """Add messages that customers sent, by number and IST day; count only those that were stored for the first time.

    It locks the days, the last of all tables: nothing that locks rows of the ledger may follow in the transaction, and
    `record_statuses`, which locks days itself, belongs into another one.
    """
    if counts:
        await session.execute(
            QUERIES["count_received"],
            {
                "number_ids": [number_id for number_id, _ in counts],
                "days": [day for _, day in counts],
                "received": list(counts.values()),
            },
        )
