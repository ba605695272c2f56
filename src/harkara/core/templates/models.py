"""The tables of templates, of everything that ever changed in them, and of the syncs that brought them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, func, text, true
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from harkara.kit.db import Base, primary_key

Components = list[dict[str, Any]]


class Template(Base):
    """A message template of a WABA as Meta last described it, and our own verdict on it (quarantine)."""

    __tablename__ = "templates"
    __table_args__ = (Index("ix_templates_waba_id_name_language", "waba_id", "name", "language"),)

    id: Mapped[int] = primary_key()
    meta_id: Mapped[str] = mapped_column(unique=True)
    waba_id: Mapped[str]
    name: Mapped[str]
    language: Mapped[str]
    status: Mapped[str]
    category: Mapped[str]
    previous_category: Mapped[str | None]
    correct_category: Mapped[str | None]
    """Meta's notice of a change to come: the category it will have."""
    parameter_format: Mapped[str] = mapped_column(server_default="POSITIONAL")
    components: Mapped[Components] = mapped_column(JSONB)
    quality_score: Mapped[str | None]
    rejected_reason: Mapped[str | None]
    variable_count: Mapped[int]
    """How many of the CSV's columns {{1}}...{{n}} it takes; derived once from the components."""
    header_format: Mapped[str | None]
    is_active: Mapped[bool] = mapped_column(server_default=true())
    is_quarantined: Mapped[bool]
    quarantine_reason: Mapped[str | None]
    status_at: Mapped[datetime | None]
    """Of when the newest word on the status is: an event's own time, or when Meta was asked. An older event is no news."""
    category_at: Mapped[datetime | None]
    quality_at: Mapped[datetime | None]
    heard_at: Mapped[datetime | None]
    """When a webhook last told something of it, by our clock: what was read from Meta before is out of date."""
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())


class TemplateChange(Base):
    """One transition of a template: what changed, from what to what, who said so and when."""

    __tablename__ = "audit_template_changes"

    id: Mapped[int] = primary_key()
    template_id: Mapped[int] = mapped_column(ForeignKey("templates.id"), index=True)
    kind: Mapped[str]
    old_value: Mapped[str | None]
    new_value: Mapped[str | None]
    source: Mapped[str]
    actor: Mapped[str | None]
    occurred_at: Mapped[datetime | None]
    """Meta's own time of the change, which only webhooks tell."""
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class TemplateSyncRun(Base):
    """One sync of one account. The unique index lets only one run at a time in the whole fleet."""

    __tablename__ = "template_syncs"
    __table_args__ = (
        CheckConstraint("trigger in ('periodic', 'manual', 'connected', 'webhook')", name="trigger_known"),
        Index("ix_template_syncs_waba_id_id", "waba_id", "id"),
        Index(
            "uq_template_syncs_one_running_per_waba",
            "waba_id",
            unique=True,
            postgresql_where=text("finished_at is null"),
        ),
    )

    id: Mapped[int] = primary_key()
    waba_id: Mapped[str]
    trigger: Mapped[str]
    started_at: Mapped[datetime]
    alive_at: Mapped[datetime] = mapped_column(server_default=func.now())
    """Its last sign of life, by the database's clock: a run without one for two minutes has died."""
    finished_at: Mapped[datetime | None]
    seen: Mapped[int] = mapped_column(server_default="0")
    new: Mapped[int] = mapped_column(server_default="0")
    changed: Mapped[int] = mapped_column(server_default="0")
    inactive: Mapped[int] = mapped_column(server_default="0")
    error: Mapped[str | None]
    retry_after: Mapped[datetime | None]
    """Until then Meta wants no management calls of this account."""
