"""The inbox of raw events: what Meta posted, byte for byte, before anyone tried to understand it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, SmallInteger, func, text
from sqlalchemy.orm import Mapped, mapped_column

from harkara.kit.db import Base, primary_key


class WebhookEvent(Base):
    """One signed POST of Meta's. Kept for 7 days so that it can be replayed."""

    __tablename__ = "webhook_events"
    __table_args__ = (Index("ix_webhook_events_waiting", "id", postgresql_where=text("processed_at is null")),)

    id: Mapped[int] = primary_key()
    body: Mapped[bytes]
    received_at: Mapped[datetime] = mapped_column(server_default=func.now())
    processed_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    error: Mapped[str | None]
    """Why some or all of it could not be used; the rest of it was."""
