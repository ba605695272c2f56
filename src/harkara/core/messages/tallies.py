"""What a campaign sent in each ten seconds, and why its recipients failed: figures kept beside its totals, moved with the messages.

Written only by statements that hold the campaign's row, so their own rows need no order of locks. Kept as long as the campaign.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from harkara.kit.db import Base, primary_key

SLICE_SECONDS = 10
"""As in the statements that fill the slices."""


class CampaignPace(Base):
    """What left the line in one slice of ten seconds: accepted by Meta, or refused for good. A slice without either has no row.

    No foreign key, as no hot insert has one. 100,000 messages at 60/s make 167 rows, at the slowest rate 1,000.
    """

    __tablename__ = "campaign_pace"
    __table_args__ = ({"postgresql_with": {"fillfactor": 80}},)

    campaign_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    slice_at: Mapped[datetime] = mapped_column(primary_key=True)
    """When the slice begins."""
    sent: Mapped[int] = mapped_column(server_default="0")
    refused: Mapped[int] = mapped_column(server_default="0")


class CampaignFailure(Base):
    """How many recipients of a campaign failed with one of Meta's codes; without a code, Meta said nothing at all."""

    __tablename__ = "campaign_failures"
    __table_args__ = (
        UniqueConstraint("campaign_id", "error_code", postgresql_nulls_not_distinct=True),
        {"postgresql_with": {"fillfactor": 80}},
    )

    id: Mapped[int] = primary_key()
    campaign_id: Mapped[int]
    error_code: Mapped[int | None]
    failed: Mapped[int] = mapped_column(server_default="0")
