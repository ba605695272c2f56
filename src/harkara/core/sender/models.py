"""The send queue, and the installation's own mark on every message it sends."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, SmallInteger, func, text
from sqlalchemy.orm import Mapped, mapped_column

from harkara.kit.db import Base


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


class Installation(Base):
    """One row: the mark that tells our own messages from those another program sends on the same WABA."""

    __tablename__ = "installation"

    id: Mapped[str] = mapped_column(primary_key=True)
