"""The figures of one campaign's page: totals of its batches, its pace in slices of ten seconds, its failures by code.

What was sent before is counted once, here, from the recipients, which are kept for ever. While that runs, a worker of the previous
version may go on sending; what it records between the count and its end is in the campaign's totals, but not in these figures.

Rules: it must work with the previous version's code still running (two versions overlap during an upgrade); it must not
hold a lock that sending waits for (5 s lock time-out, 60 s statement time-out; CREATE INDEX CONCURRENTLY for big tables).
Everything commits as it goes, because an index is built beside the sending and the count may take a minute; what was interrupted
is simply run again.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TOTALS = ("total_sent", "total_delivered", "total_read", "total_failed", "total_refused")

# name, table, columns, keywords
INDEXES = (
    (
        "ix_campaign_contacts_failed",
        "campaign_contacts",
        ["campaign_id", "error_code", "id"],
        {"postgresql_where": sa.text("failed_at IS NOT NULL")},
    ),
    ("ix_rate_changes_number_id_changed_at", "rate_changes", ["number_id", "changed_at"], {}),
)

COUNT = """
INSERT INTO campaign_pace (campaign_id, slice_at, sent, refused)
SELECT campaign_id, date_bin('10 seconds', coalesce(sent_at, failed_at), 'epoch'), count(sent_at),
       count(*) FILTER (WHERE sent_at IS NULL)
FROM campaign_contacts WHERE sent_at IS NOT NULL OR failed_at IS NOT NULL
GROUP BY 1, 2
ON CONFLICT (campaign_id, slice_at) DO UPDATE SET sent = excluded.sent, refused = excluded.refused;

INSERT INTO campaign_failures (campaign_id, error_code, failed)
SELECT campaign_id, error_code, count(*) FROM campaign_contacts WHERE failed_at IS NOT NULL GROUP BY 1, 2
ON CONFLICT (campaign_id, error_code) DO UPDATE SET failed = excluded.failed;

UPDATE campaign_templates b
SET total_sent = c.sent, total_delivered = c.delivered, total_read = c.read, total_failed = c.failed,
    total_refused = c.refused
FROM (SELECT batch_id, count(sent_at) AS sent, count(delivered_at) AS delivered, count(read_at) AS read,
             count(failed_at) AS failed, count(failed_at) FILTER (WHERE sent_at IS NULL) AS refused
      FROM campaign_contacts WHERE batch_id IS NOT NULL GROUP BY batch_id) c
WHERE b.id = c.batch_id;
"""


def upgrade() -> None:
    with op.get_context().autocommit_block():
        for name in TOTALS:
            op.add_column(
                "campaign_templates",
                sa.Column(name, sa.BigInteger(), server_default="0", nullable=False),
                if_not_exists=True,
            )
        _create_tables()
        # Ten million rows take longer than a minute.
        op.execute("SET statement_timeout TO 0")
        for name, table, columns, keywords in INDEXES:
            op.drop_index(name, table_name=table, if_exists=True, postgresql_concurrently=True)
            op.create_index(name, table, columns, postgresql_concurrently=True, **keywords)
        for statement in COUNT.split(";\n\n"):
            op.execute(statement)
        op.execute("SET statement_timeout TO '60s'")


def _create_tables() -> None:
    op.create_table(
        "campaign_pace",
        sa.Column("campaign_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("slice_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("refused", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("campaign_id", "slice_at", name=op.f("pk_campaign_pace")),
        postgresql_with={"fillfactor": 80},
        if_not_exists=True,
    )
    op.create_table(
        "campaign_failures",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("error_code", sa.BigInteger(), nullable=True),
        sa.Column("failed", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_failures")),
        sa.UniqueConstraint(
            "campaign_id",
            "error_code",
            name=op.f("uq_campaign_failures_campaign_id_error_code"),
            postgresql_nulls_not_distinct=True,
        ),
        postgresql_with={"fillfactor": 80},
        if_not_exists=True,
    )


def downgrade() -> None:
    for name, table, _columns, _keywords in INDEXES:
        op.drop_index(name, table_name=table)
    op.drop_table("campaign_failures")
    op.drop_table("campaign_pace")
    for name in TOTALS:
        op.drop_column("campaign_templates", name)
