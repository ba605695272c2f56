"""The ledger: times and errors of messages, the index of a customer's thread, the numbers' days and the view over them.

Days count from this version on: what was sent before stays in the campaigns' totals.

Rules: it must work with the previous version's code still running (two versions overlap during an upgrade); it must not
hold a lock that sending waits for (5 s lock time-out, 60 s statement time-out; CREATE INDEX CONCURRENTLY for big tables).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# Retention deletes messages and their statuses, never these: a row per number and day, 3,650 in ten years.
DAILY_NUMBER_STATS = """
CREATE VIEW daily_number_stats AS
SELECT d.number_id, n.display_name, d.day, d.sent, d.delivered, d.read, d.failed, d.received
FROM number_days d JOIN whatsapp_numbers n ON n.id = d.number_id
"""


def upgrade() -> None:
    op.add_column("messages", sa.Column("error_details", sa.Text(), nullable=True))
    op.add_column("messages", sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("messages", sa.Column("read_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("messages", sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "number_days",
        sa.Column("number_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("sent", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("delivered", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("read", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("failed", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("received", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("number_id", "day", name=op.f("pk_number_days")),
        postgresql_with={"fillfactor": 50},
    )
    op.create_index("ix_number_days_day", "number_days", ["day"], unique=False)
    op.execute(DAILY_NUMBER_STATS)


def downgrade() -> None:
    op.execute("DROP VIEW daily_number_stats")
    op.drop_table("number_days")
    for column in ("failed_at", "read_at", "delivered_at", "error_details"):
        op.drop_column("messages", column)
