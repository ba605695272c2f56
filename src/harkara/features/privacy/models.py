"""The table of erasures: that somebody was erased and when, never who."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from harkara.kit.db import Base, primary_key


class Erasure(Base):
    """One customer who was erased, as proof. Kept for ever: it holds nothing that leads to a person."""

    __tablename__ = "erasures"
    __table_args__ = (
        # Serves finishing those whose raw events are not swept yet; only ever as long as these.
        Index("ix_erasures_left", "id", postgresql_where=text("swept_at is null")),
    )

    id: Mapped[int] = primary_key()
    contact_id: Mapped[int] = mapped_column(unique=True)
    """The row the customer had; no other will ever have its number."""
    erased_at: Mapped[datetime]
    messages: Mapped[int]
    """How many messages went."""
    campaign_rows: Mapped[int]
    """How many recipients of campaigns lost phone number and values."""
    dropped: Mapped[int]
    """Those of them whose message was not sent yet, and never will be."""
    last_event_id: Mapped[int]
    """Raw events up to here are swept by a job; later ones lose the customer when they are processed."""
    ids_encrypted: Mapped[bytes | None] = mapped_column(LargeBinary)
    """What the sweep looks for; gone when it is done."""
    swept_at: Mapped[datetime | None]
