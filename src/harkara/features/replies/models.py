"""The one row of language-model settings for the whole installation."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, SmallInteger, func
from sqlalchemy.orm import Mapped, mapped_column

from harkara.kit.db import Base


class LlmSettings(Base):
    """Model, key (encrypted) and address used for all numbers; without a row the environment's values apply."""

    __tablename__ = "llm_settings"
    __table_args__ = (CheckConstraint("id = 1", name="only_one_row"),)

    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    model: Mapped[str]
    api_key_encrypted: Mapped[bytes | None]
    base_url: Mapped[str | None]
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())
