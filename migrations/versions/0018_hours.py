"""The numbers' hours, for the overview's chart. They count from this version on.

Rules: it must work with the previous version's code still running (two versions overlap during an upgrade); it must not
hold a lock that sending waits for (5 s lock time-out, 60 s statement time-out; CREATE INDEX CONCURRENTLY for big tables).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "number_hours",
        sa.Column("number_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hour", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("number_id", "hour", name=op.f("pk_number_hours")),
        postgresql_with={"fillfactor": 50},
    )
    op.create_index("ix_number_hours_hour", "number_hours", ["hour"], unique=False)


def downgrade() -> None:
    op.drop_table("number_hours")
