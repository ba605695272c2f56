"""The facts of a notification, for words in another language; Meta's error code of a number that a refusal made inactive.

Rules: it must work with the previous version's code still running (two versions overlap during an upgrade); it must not
hold a lock that sending waits for (5 s lock time-out, 60 s statement time-out; CREATE INDEX CONCURRENTLY for big tables).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("notifications", sa.Column("details", postgresql.JSONB(), nullable=True))
    op.add_column("whatsapp_numbers", sa.Column("inactive_error", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column("whatsapp_numbers", "inactive_error")
    op.drop_column("notifications", "details")
