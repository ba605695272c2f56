"""The table of customers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, false, func
from sqlalchemy.orm import Mapped, mapped_column

from harkara.kit.db import Base, primary_key


class Contact(Base):
    """A customer. Since 2026 a phone number may be missing and the business-scoped user id (BSUID) the only key."""

    __tablename__ = "contacts"
    __table_args__ = (CheckConstraint("wa_id is not null or bsuid is not null", name="has_an_identity"),)

    id: Mapped[int] = primary_key()
    wa_id: Mapped[str | None] = mapped_column(unique=True)
    bsuid: Mapped[str | None] = mapped_column(unique=True)
    profile_name: Mapped[str | None]
    reply_count: Mapped[int] = mapped_column(server_default="0")
    """Replies of the language model so far; 40 for life (PRD D)."""
    marketing_opted_out: Mapped[bool] = mapped_column(server_default=false())
    last_inbound_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
