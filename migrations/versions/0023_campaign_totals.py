"""Batches know whether their campaign's totals have theirs in them, for these are their sum from now on.

Where they differ the batches are short: of recipients whose customer was erased before they were sent to. Those batches are counted
once more, each campaign's under its lock. Code of the previous version moves batch and campaign alike, which the sum agrees with.

Rules: it must work with the previous version's code still running (two versions overlap during an upgrade); it must not
hold a lock that sending waits for (5 s lock time-out, 60 s statement time-out; CREATE INDEX CONCURRENTLY for big tables).
Everything commits as it goes, and what was interrupted is simply run again.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0021"
branch_labels = None
depends_on = None

UNCOUNTED = "ix_campaign_templates_uncounted"

DIFFERING = """
SELECT c.id FROM campaigns c JOIN campaign_templates b ON b.campaign_id = c.id
GROUP BY c.id
HAVING (c.total_sent, c.total_delivered, c.total_read, c.total_failed, c.total_refused)
       IS DISTINCT FROM (sum(b.total_sent), sum(b.total_delivered), sum(b.total_read), sum(b.total_failed), sum(b.total_refused))
"""

COUNT = """
DO $$ BEGIN
    PERFORM FROM campaigns WHERE id = {id} FOR NO KEY UPDATE;
    UPDATE campaign_templates b
    SET total_sent = c.sent, total_delivered = c.delivered, total_read = c.read, total_failed = c.failed,
        total_refused = c.refused, is_counted = false
    FROM (SELECT batch_id, count(sent_at) AS sent, count(delivered_at) AS delivered, count(read_at) AS read,
                 count(failed_at) AS failed, count(failed_at) FILTER (WHERE sent_at IS NULL) AS refused
          FROM campaign_contacts WHERE campaign_id = {id} AND batch_id IS NOT NULL GROUP BY batch_id) c
    WHERE b.id = c.batch_id;
END $$
"""


def upgrade() -> None:
    with op.get_context().autocommit_block():
        op.add_column(
            "campaign_templates",
            sa.Column("is_counted", sa.Boolean(), server_default=sa.true(), nullable=False),
            if_not_exists=True,
        )
        op.execute("ALTER TABLE campaign_templates SET (fillfactor = 50)")
        op.drop_index(UNCOUNTED, table_name="campaign_templates", if_exists=True, postgresql_concurrently=True)
        op.create_index(
            UNCOUNTED,
            "campaign_templates",
            ["campaign_id"],
            postgresql_where=sa.text("NOT is_counted"),
            postgresql_concurrently=True,
        )
        for campaign_id in op.get_bind().scalars(sa.text(DIFFERING)).all():
            op.execute(COUNT.format(id=campaign_id))


def downgrade() -> None:
    op.drop_index(UNCOUNTED, table_name="campaign_templates")
    op.execute("ALTER TABLE campaign_templates RESET (fillfactor)")
    op.drop_column("campaign_templates", "is_counted")
