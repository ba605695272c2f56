"""The one row of language-model settings for the whole installation, and what became of each customer's message."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, SmallInteger, func, text
from sqlalchemy.orm import Mapped, mapped_column

from harkara.kit.db import Base


class LlmSettings(Base):
    """Model, key (encrypted) and address used for all numbers; what is null here is taken from the environment."""

    __tablename__ = "llm_settings"
    __table_args__ = (CheckConstraint("id = 1", name="only_one_row"),)

    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    model: Mapped[str]
    api_key_encrypted: Mapped[bytes | None]
    base_url: Mapped[str | None]
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())


class ReplyTask(Base):
    """One message of a customer: waiting for an answer, answered, or left unanswered for a reason.

    Written with the message, so that no crash can lose it; the key is the message's, so that it is there once. Days are
    counted from these rows, and what is older than 90 days goes.
    """

    __tablename__ = "reply_tasks"
    __table_args__ = (
        CheckConstraint("state in ('waiting', 'replied', 'skipped')", name="state_known"),
        CheckConstraint("(state = 'skipped') = (reason is not null)", name="skipped_for_a_reason"),
        # Serves taking what waits; only ever as long as what is not answered yet.
        Index("ix_reply_tasks_waiting", "contact_id", "number_id", postgresql_where=text("state = 'waiting'")),
        # Serves the loop guard: one row per reply.
        Index("ix_reply_tasks_replies", "contact_id", "decided_at", postgresql_where=text("latency_ms is not null")),
        # Serves the days.
        Index("ix_reply_tasks_received_at", "received_at"),
    )

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    """messages.id of the customer's message."""
    number_id: Mapped[int]
    contact_id: Mapped[int | None]
    written_at: Mapped[datetime]
    """When the customer wrote it, by Meta's clock."""
    received_at: Mapped[datetime] = mapped_column(server_default=func.now())
    state: Mapped[str] = mapped_column(server_default="waiting")
    reason: Mapped[str | None]
    """Why it was not answered (policy.py, Skip)."""
    details: Mapped[str | None]
    """The server's words, where there are any."""
    attempts: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    """Times a worker took it; more than one means that workers died over it."""
    decided_at: Mapped[datetime | None]
    reply_id: Mapped[int | None]
    """reply_queue.id of its answer; several messages may have the same."""
    latency_ms: Mapped[int | None]
    """How long the model took. This and the tokens stand with the newest of the messages answered together."""
    prompt_tokens: Mapped[int | None]
    completion_tokens: Mapped[int | None]
