"""The latest figures of each process. Unlogged: what a crash of the server takes away is written anew within seconds."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from harkara.kit.db import Base


class ProcessFigures(Base):
    """One row per process that lives, replaced every few seconds."""

    __tablename__ = "process_figures"
    __table_args__ = ({"prefixes": ["UNLOGGED"], "postgresql_with": {"fillfactor": 50}},)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    role: Mapped[str]
    name: Mapped[str]
    """Host and process id."""
    families: Mapped[list[Any]] = mapped_column(JSONB)
    seen_at: Mapped[datetime] = mapped_column(server_default=func.now())
