"""The table behind the bell."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, false, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from harkara.kit.db import Base, primary_key


class Notification(Base):
    """Something the admin must know, with the page that shows it. Kept for 30 days."""

    __tablename__ = "notifications"
    __table_args__ = (Index("uq_notifications_fact", "fact", unique=True),)

    id: Mapped[int] = primary_key()
    type: Mapped[str]
    title: Mapped[str]
    message: Mapped[str]
    action_url: Mapped[str | None]
    related_entity_type: Mapped[str | None]
    related_entity_id: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    is_read: Mapped[bool] = mapped_column(server_default=false())
    details: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    """The facts of title and message (news.py), for words in another language; None in entries of older versions."""
    fact: Mapped[str | None]
    """What it tells, as a key: a fact is told once while its entry is kept, however many parts find it out."""
