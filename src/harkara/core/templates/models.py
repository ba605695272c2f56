"""The tables of templates and of everything that ever changed in them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, func, true
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
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
