"""The inbox of raw events: what Meta posted, byte for byte, before anyone tried to understand it; and what nobody could use."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, func, text
from sqlalchemy.orm import Mapped, mapped_column

from harkara.kit.db import Base, primary_key


class WebhookEvent(Base):
    """One signed POST of Meta's. Written once, updated once when it is processed, kept for 7 days so that it can be replayed."""

    __tablename__ = "webhook_events"
    __table_args__ = (
        Index("ix_webhook_events_waiting", "id", postgresql_where=text("processed_at is null")),
        # Rows lie about in the order they came, so a few kilobytes find the old ones among hundreds of millions.
        Index("ix_webhook_events_received_at", "received_at", postgresql_using="brin"),
    )

    id: Mapped[int] = primary_key()
    body: Mapped[bytes]
    received_at: Mapped[datetime] = mapped_column(server_default=func.now())
    processed_at: Mapped[datetime | None]


class WebhookReject(Base):
    """One item of an event that was set aside: the others of the event were used. Outlives the event, so there is no foreign key."""

    __tablename__ = "webhook_rejects"
    __table_args__ = (Index("ix_webhook_rejects_event_id", "event_id"),)

    id: Mapped[int] = primary_key()
    event_id: Mapped[int]
    kind: Mapped[str]
    """What it would have been (statuses, inbound, ...), or `malformed` if that could not be read."""
    reason: Mapped[str]
    raw: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
