"""What became of each customer's message, and a look into the lane of replies by customer.

Rules: it must work with the previous version's code still running (two versions overlap during an upgrade); it must not
hold a lock that sending waits for (5 s lock time-out, 60 s statement time-out; CREATE INDEX CONCURRENTLY for big tables).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reply_tasks",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number_id", sa.BigInteger(), nullable=False),
        sa.Column("contact_id", sa.BigInteger(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("state", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("details", sa.Text(), nullable=True),
        sa.Column("attempts", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reply_id", sa.BigInteger(), nullable=True),
        sa.Column("latency_ms", sa.BigInteger(), nullable=True),
        sa.Column("prompt_tokens", sa.BigInteger(), nullable=True),
        sa.Column("completion_tokens", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("state in ('waiting', 'replied', 'skipped')", name=op.f("ck_reply_tasks_state_known")),
        sa.CheckConstraint(
            "(state = 'skipped') = (reason is not null)", name=op.f("ck_reply_tasks_skipped_for_a_reason")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply_tasks")),
    )
    op.create_index(
        "ix_reply_tasks_waiting",
        "reply_tasks",
        ["contact_id", "number_id"],
        unique=False,
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index(
        "ix_reply_tasks_replies",
        "reply_tasks",
        ["contact_id", "decided_at"],
        unique=False,
        postgresql_where=sa.text("latency_ms is not null"),
    )
    op.create_index("ix_reply_tasks_received_at", "reply_tasks", ["received_at"], unique=False)
    # The lane holds what is on its way: a few rows, indexed in no time.
    op.create_index(
        "ix_reply_queue_contact_id",
        "reply_queue",
        ["contact_id"],
        unique=False,
        postgresql_where=sa.text("state in ('ready', 'processing')"),
    )


def downgrade() -> None:
    op.drop_index("ix_reply_queue_contact_id", table_name="reply_queue")
    op.drop_table("reply_tasks")
