"""What could not be used of an event has a table of its own; the inbox is vacuumed by rows and not by share.

Rules: it must work with the previous version's code still running (two versions overlap during an upgrade); it must not
hold a lock that sending waits for (5 s lock time-out, 60 s statement time-out; CREATE INDEX CONCURRENTLY for big tables).
The previous version set events aside in the two columns that go; one that it cannot read waits for this version's worker.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "webhook_rejects",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_rejects")),
    )
    op.create_index("ix_webhook_rejects_event_id", "webhook_rejects", ["event_id"], unique=False)
    op.create_index(
        "ix_webhook_events_received_at", "webhook_events", ["received_at"], unique=False, postgresql_using="brin"
    )
    op.drop_column("webhook_events", "attempts")
    op.drop_column("webhook_events", "error")
    # Every event is updated once. A share of a table that holds seven days would be millions of dead rows before a vacuum.
    op.execute(
        "ALTER TABLE webhook_events SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 100000,"
        " autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 500000)"
    )


def downgrade() -> None:
    op.execute(
        "ALTER TABLE webhook_events RESET (autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold,"
        " autovacuum_vacuum_insert_scale_factor, autovacuum_vacuum_insert_threshold)"
    )
    op.add_column("webhook_events", sa.Column("error", sa.Text(), nullable=True))
    op.add_column("webhook_events", sa.Column("attempts", sa.SmallInteger(), server_default="0", nullable=False))
    op.drop_index("ix_webhook_events_received_at", table_name="webhook_events")
    op.drop_table("webhook_rejects")
