"""Syncs as rows, the newest word of Meta's on each template, Meta's time in the history, facts told once, token expiry.

Rules: it must work with the previous version's code still running (two versions overlap during an upgrade); it must not
hold a lock that sending waits for (5 s lock time-out, 60 s statement time-out; CREATE INDEX CONCURRENTLY for big tables).
All of these tables are small, and a column without a default is no more than an entry in the catalog.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TOLD = ("status_at", "category_at", "quality_at", "heard_at")


def upgrade() -> None:
    op.create_table(
        "template_syncs",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("waba_id", sa.Text(), nullable=False),
        sa.Column("trigger", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("alive_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("new", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("changed", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("inactive", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("retry_after", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "trigger in ('periodic', 'manual', 'connected', 'webhook')", name=op.f("ck_template_syncs_trigger_known")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template_syncs")),
    )
    op.create_index("ix_template_syncs_waba_id_id", "template_syncs", ["waba_id", "id"], unique=False)
    op.create_index(
        "uq_template_syncs_one_running_per_waba",
        "template_syncs",
        ["waba_id"],
        unique=True,
        postgresql_where=sa.text("finished_at is null"),
    )
    for name in TOLD:
        op.add_column("templates", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.add_column("audit_template_changes", sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("whatsapp_numbers", sa.Column("token_expires_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("notifications", sa.Column("fact", sa.Text(), nullable=True))
    op.create_index("uq_notifications_fact", "notifications", ["fact"], unique=True)


def downgrade() -> None:
    op.drop_index("uq_notifications_fact", table_name="notifications")
    op.drop_column("notifications", "fact")
    op.drop_column("whatsapp_numbers", "token_expires_at")
    op.drop_column("audit_template_changes", "occurred_at")
    for name in TOLD:
        op.drop_column("templates", name)
    op.drop_table("template_syncs")
