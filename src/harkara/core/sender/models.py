"""The send queue, the lane of replies beside it, the workers that serve both, and the installation's own mark on every message it sends."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, SmallInteger, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from harkara.kit.db import Base, primary_key


class SendQueueItem(Base):
    """One message on its way: pending -> ready -> processing -> sent | failed (PRD).

    The key is the recipient's: a contact of a campaign can be in the queue once, by construction. Rows are narrow
    and without foreign keys, because each is written four times; they are removed when the campaign completes.
    """

    __tablename__ = "send_queue"
    __table_args__ = (
        CheckConstraint("state in ('pending', 'ready', 'processing', 'sent', 'failed')", name="state_known"),
        # Serves the claim: the next ready rows of the running campaign in file order.
        Index("ix_send_queue_ready", "campaign_id", "contact_id", postgresql_where=text("state = 'ready'")),
        # Serves unlocking a batch and asking whether it is finished.
        Index(
            "ix_send_queue_open",
            "batch_id",
            "contact_id",
            postgresql_where=text("state in ('pending', 'ready', 'processing')"),
        ),
        # Serves the recovery of rows a crash left behind; only ever as long as what is in flight.
        Index("ix_send_queue_processing", "claimed_at", postgresql_where=text("state = 'processing'")),
        {
            "postgresql_with": {
                "fillfactor": 80,
                "autovacuum_vacuum_scale_factor": 0.02,
                "autovacuum_vacuum_cost_delay": 0,
            }
        },
    )

    contact_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    number_id: Mapped[int]
    campaign_id: Mapped[int]
    batch_id: Mapped[int]
    state: Mapped[str] = mapped_column(server_default="pending")
    attempts: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    available_at: Mapped[datetime] = mapped_column(server_default=func.now())
    claimed_at: Mapped[datetime | None]
    epoch: Mapped[int | None] = mapped_column(BigInteger)
    """Fencing token of the runner that claimed it."""


class ReplyQueueItem(Base):
    """One reply on its way: ready -> processing -> failed; a sent one leaves the queue and is in the ledger.

    A lane of its own, because replies go before every campaign message of their number and take from the same rate.
    """

    __tablename__ = "reply_queue"
    __table_args__ = (
        CheckConstraint("state in ('ready', 'processing', 'failed')", name="state_known"),
        Index("ix_reply_queue_ready", "number_id", "id", postgresql_where=text("state = 'ready'")),
        Index("ix_reply_queue_processing", "claimed_at", postgresql_where=text("state = 'processing'")),
        # Serves the next reply's context: what is on its way to a customer is not in the ledger yet.
        Index("ix_reply_queue_contact_id", "contact_id", postgresql_where=text("state in ('ready', 'processing')")),
    )

    id: Mapped[int] = primary_key()
    number_id: Mapped[int]
    contact_id: Mapped[int]
    """The customer (contacts.id)."""
    recipient: Mapped[str]
    """Phone number, or the business-scoped user id of a customer who shows none."""
    body: Mapped[str]
    details: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    """Kept with the ledger's row: what made the reply, e.g. model, tokens and latency."""
    state: Mapped[str] = mapped_column(server_default="ready")
    attempts: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    available_at: Mapped[datetime] = mapped_column(server_default=func.now())
    claimed_at: Mapped[datetime | None]
    epoch: Mapped[int | None] = mapped_column(BigInteger)
    error_code: Mapped[int | None]
    error_details: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class SenderWorker(Base):
    """A worker process that lives: it beats every second, and the numbers are shared out among those that do."""

    __tablename__ = "sender_workers"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    """Host and process id, for the admin."""
    runners: Mapped[int] = mapped_column(server_default="0")
    """Numbers it sends from."""
    started_at: Mapped[datetime] = mapped_column(server_default=func.now())
    seen_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Installation(Base):
    """One row: the mark that tells our own messages from those another program sends on the same WABA."""

    __tablename__ = "installation"

    id: Mapped[str] = mapped_column(primary_key=True)
