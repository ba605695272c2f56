"""Which upload made a campaign, so that one repeated after a lost answer does not make a second.

Rules: it must work with the previous version's code still running (two versions overlap during an upgrade); it must not
hold a lock that sending waits for (5 s lock time-out, 60 s statement time-out; CREATE INDEX CONCURRENTLY for big tables).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("campaigns", sa.Column("request_id", sa.Uuid(), nullable=True))
    op.create_unique_constraint(op.f("uq_campaigns_request_id"), "campaigns", ["request_id"])


def downgrade() -> None:
    op.drop_column("campaigns", "request_id")
