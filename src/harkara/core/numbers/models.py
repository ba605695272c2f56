"""The tables of connected WhatsApp numbers and of every change of their speed."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, func, true
from sqlalchemy.orm import Mapped, mapped_column

from harkara.kit.db import Base, primary_key

INITIAL_RATE = 60
"""Messages per second a new number starts with (PRD F)."""


class WhatsAppNumber(Base):
    """One business phone number. Deleting is soft and wipes the token; its history stays."""

    __tablename__ = "whatsapp_numbers"
    __table_args__ = (CheckConstraint("max_send_rate_per_sec between 10 and 1000", name="rate_within_bounds"),)

    id: Mapped[int] = primary_key()
    display_name: Mapped[str]
    phone_number_id: Mapped[str] = mapped_column(unique=True)
    waba_id: Mapped[str] = mapped_column(index=True)
    display_phone_number: Mapped[str | None]
    verified_name: Mapped[str | None]
    access_token_encrypted: Mapped[bytes | None]
    system_prompt: Mapped[str] = mapped_column(server_default="")
    is_active: Mapped[bool] = mapped_column(server_default=true())
    inactive_reason: Mapped[str | None]
    """Why, in words for the admin."""
    inactive_code: Mapped[str | None]
    """Why, for us (core/numbers/activity.py): what made it inactive decides what may make it active again."""
    inactive_error: Mapped[int | None]
    """Meta's error code, where a refused call or message made it inactive."""
    token_expires_at: Mapped[datetime | None]
    """When Meta says that the access token ends; None if never, or if Meta does not say."""
    deleted_at: Mapped[datetime | None]
    meta_status: Mapped[str | None]
    """Meta's `status` of the number; only CONNECTED is normal."""
    name_status: Mapped[str | None]
    quality_rating: Mapped[str | None]
    throughput_level: Mapped[str | None]
    messaging_limit: Mapped[str | None]
    max_send_rate_per_sec: Mapped[int] = mapped_column(server_default=str(INITIAL_RATE))
    last_stable_rate_per_sec: Mapped[int | None]
    rate_day: Mapped[date | None]
    runner_epoch: Mapped[int] = mapped_column(server_default="0")
    """Fencing token: raised by each runner that takes the number over; writes of an older one are refused."""
    account_event_at: Mapped[datetime | None]
    """When Meta last restricted, disabled or restored its account, or we last saw it connected: older news are history."""
    templates_synced_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())


class RateChange(Base):
    """One change of a number's sending rate: when, from, to and why. Never changed, never removed."""

    __tablename__ = "rate_changes"
    __table_args__ = (
        CheckConstraint("reason in ('raised', 'lowered', 'new_day', 'meta_limit')", name="reason_known"),
        Index("ix_rate_changes_number_id_id", "number_id", "id"),
        # Serves the rate over the life of a campaign.
        Index("ix_rate_changes_number_id_changed_at", "number_id", "changed_at"),
    )

    id: Mapped[int] = primary_key()
    number_id: Mapped[int] = mapped_column(ForeignKey("whatsapp_numbers.id"))
    changed_at: Mapped[datetime]
    from_rate: Mapped[int]
    to_rate: Mapped[int]
    reason: Mapped[str]
    details: Mapped[str]
    """What was seen, in words for the admin, with its figures."""
