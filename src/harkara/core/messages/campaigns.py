"""The tables messages add up to: campaigns with their totals, their batches, their recipients. Kept for ever."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, ForeignKey, Index, SmallInteger, Text, func, text, true
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from harkara.kit.db import Base, primary_key


class Campaign(Base):
    """One CSV sent from one number. Its totals are what its batches' add up to, a second behind at most (`totals.py`)."""

    __tablename__ = "campaigns"
    __table_args__ = (
        CheckConstraint(
            "status in ('scheduled', 'queued', 'running', 'stopped', 'completed', 'failed')", name="status_known"
        ),
        Index(
            "uq_campaigns_one_running_per_number",
            "number_id",
            unique=True,
            postgresql_where=text("status = 'running'"),
        ),
        Index("ix_campaigns_number_id_status", "number_id", "status"),
    )

    id: Mapped[int] = primary_key()
    name: Mapped[str]
    number_id: Mapped[int] = mapped_column(ForeignKey("whatsapp_numbers.id"))
    status: Mapped[str]
    status_reason: Mapped[str | None]
    """Why it is stopped or failed, or what it waits for, in words for the admin."""
    status_causes: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB(none_as_null=True))
    """The causes those words are made of, for words in another language; None where older versions wrote them."""
    skip_duplicates: Mapped[bool] = mapped_column(server_default=true())
    has_media_column: Mapped[bool]
    variable_columns: Mapped[int] = mapped_column(SmallInteger)
    total_contacts: Mapped[int]
    valid_contacts: Mapped[int]
    invalid_contacts: Mapped[int]
    total_sent: Mapped[int] = mapped_column(server_default="0")
    total_delivered: Mapped[int] = mapped_column(server_default="0")
    total_read: Mapped[int] = mapped_column(server_default="0")
    total_failed: Mapped[int] = mapped_column(server_default="0")
    total_refused: Mapped[int] = mapped_column(server_default="0")
    """The part of the failed that Meta never accepted; with the sent it makes up all that have left the line."""
    scheduled_at: Mapped[datetime | None]
    queued_at: Mapped[datetime | None]
    """Its place in the line of its number."""
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    running_since: Mapped[datetime | None]
    running_seconds: Mapped[float] = mapped_column(server_default="0")
    """Time spent running before `running_since`: the average speed leaves pauses out."""
    request_id: Mapped[UUID | None] = mapped_column(unique=True)
    """Of the upload that made it, if its caller gave one: a repeated upload finds the campaign instead of making another."""
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())


class CampaignTemplate(Base):
    """A batch: the share of a campaign's contacts that gets one template. Its totals move with the messages, in batched deltas."""

    __tablename__ = "campaign_templates"
    __table_args__ = (
        CheckConstraint("status in ('pending', 'ready', 'completed')", name="status_known"),
        # Serves the few whose campaign's totals are behind. Twice a second a batch enters and leaves it; all else stays HOT.
        Index("ix_campaign_templates_uncounted", "campaign_id", postgresql_where=text("NOT is_counted")),
        {"postgresql_with": {"fillfactor": 50}},
    )

    id: Mapped[int] = primary_key()
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id", ondelete="CASCADE"), index=True)
    template_id: Mapped[int] = mapped_column(ForeignKey("templates.id"), index=True)
    position: Mapped[int] = mapped_column(SmallInteger)
    status: Mapped[str] = mapped_column(server_default="pending")
    contact_count: Mapped[int]
    total_sent: Mapped[int] = mapped_column(server_default="0")
    total_delivered: Mapped[int] = mapped_column(server_default="0")
    total_read: Mapped[int] = mapped_column(server_default="0")
    total_failed: Mapped[int] = mapped_column(server_default="0")
    total_refused: Mapped[int] = mapped_column(server_default="0")
    is_counted: Mapped[bool] = mapped_column(server_default=true())
    """Whether the campaign's totals have these in them."""


class CampaignContact(Base):
    """One row of the CSV, valid or not, and what came of it.

    No foreign keys and no index on the status: the rows arrive by COPY, 100,000 at a time, and change state
    up to four times each, which stays a cheap in-page (HOT) update as long as no indexed column changes.
    """

    __tablename__ = "campaign_contacts"
    __table_args__ = (
        CheckConstraint("status in ('pending', 'sent', 'delivered', 'read', 'failed', 'invalid')", name="status_known"),
        Index("ix_campaign_contacts_campaign_id_id", "campaign_id", "id"),
        # Serves the failed of one code. Nothing in it changes before a recipient fails, so that all else stays HOT.
        Index(
            "ix_campaign_contacts_failed",
            "campaign_id",
            "error_code",
            "id",
            postgresql_where=text("failed_at IS NOT NULL"),
        ),
        # Serves what is held about one customer, however the file wrote the number. The function is in migration 0017.
        Index("ix_campaign_contacts_phone_tail", text("phone_tail(phone)")),
        {"postgresql_with": {"fillfactor": 75}},
    )

    id: Mapped[int] = primary_key()
    campaign_id: Mapped[int]
    batch_id: Mapped[int | None]
    row_number: Mapped[int]
    """Line of the CSV as a spreadsheet shows it: the header is 1."""
    phone: Mapped[str]
    media_url: Mapped[str | None]
    variables: Mapped[list[str]] = mapped_column(ARRAY(Text))
    status: Mapped[str]
    invalid_code: Mapped[str | None]
    invalid_reason: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    wamid: Mapped[str | None]
    error_code: Mapped[int | None]
    error_details: Mapped[str | None]
    sent_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
