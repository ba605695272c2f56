"""The adaptive rate's history, the lane of replies, and the workers that share the numbers out.

Rules: it must work with the previous version's code still running (two versions overlap during an upgrade); it must not
hold a lock that sending waits for (5 s lock time-out, 60 s statement time-out; CREATE INDEX CONCURRENTLY for big tables).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reply_queue",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("number_id", sa.BigInteger(), nullable=False),
        sa.Column("contact_id", sa.BigInteger(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("details", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("state", sa.Text(), server_default="ready", nullable=False),
        sa.Column("attempts", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("available_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("epoch", sa.BigInteger(), nullable=True),
        sa.Column("error_code", sa.BigInteger(), nullable=True),
        sa.Column("error_details", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("state in ('ready', 'processing', 'failed')", name=op.f("ck_reply_queue_state_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply_queue")),
    )
    op.create_index(
        "ix_reply_queue_processing",
        "reply_queue",
        ["claimed_at"],
        unique=False,
        postgresql_where=sa.text("state = 'processing'"),
    )
    op.create_index(
        "ix_reply_queue_ready",
        "reply_queue",
        ["number_id", "id"],
        unique=False,
        postgresql_where=sa.text("state = 'ready'"),
    )
    op.create_table(
        "sender_workers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("runners", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sender_workers")),
    )
    op.create_table(
        "rate_changes",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("number_id", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("from_rate", sa.BigInteger(), nullable=False),
        sa.Column("to_rate", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "reason in ('raised', 'lowered', 'new_day', 'meta_limit')", name=op.f("ck_rate_changes_reason_known")
        ),
        sa.ForeignKeyConstraint(
            ["number_id"], ["whatsapp_numbers.id"], name=op.f("fk_rate_changes_number_id_whatsapp_numbers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rate_changes")),
    )
    op.create_index("ix_rate_changes_number_id_id", "rate_changes", ["number_id", "id"], unique=False)


def downgrade() -> None:
    op.drop_table("rate_changes")
    op.drop_table("sender_workers")
    op.drop_table("reply_queue")
