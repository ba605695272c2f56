"""The causes of a campaign's reason, for words in another language. Campaigns of before keep their sentence alone.

Rules: it must work with the previous version's code still running (two versions overlap during an upgrade); it must not
hold a lock that sending waits for (5 s lock time-out, 60 s statement time-out; CREATE INDEX CONCURRENTLY for big tables).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("campaigns", sa.Column("status_causes", postgresql.JSONB(), nullable=True))


def downgrade() -> None:
    op.drop_column("campaigns", "status_causes")
