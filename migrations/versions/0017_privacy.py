"""Erasures, the fingerprints of erased ids, and the way from a phone number to its rows of campaigns.

Rules: it must work with the previous version's code still running (two versions overlap during an upgrade); it must not
hold a lock that sending waits for (5 s lock time-out, 60 s statement time-out; CREATE INDEX CONCURRENTLY for big tables).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

# The last ten digits of a number, however it is written: +91 98765 43210, 09876543210, 919876543210.
PHONE_TAIL = """
CREATE OR REPLACE FUNCTION phone_tail(phone text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN right(translate(phone, ' +-().', ''), 10)
"""


def upgrade() -> None:
    # First, because it commits as it goes: interrupted, it is simply run again.
    with op.get_context().autocommit_block():
        op.execute(PHONE_TAIL)
        # A build that was interrupted leaves an invalid index behind; and millions of recipients take longer than a minute.
        op.execute("SET statement_timeout TO 0")
        op.drop_index("ix_campaign_contacts_phone_tail", if_exists=True, postgresql_concurrently=True)
        op.create_index(
            "ix_campaign_contacts_phone_tail",
            "campaign_contacts",
            [sa.text("phone_tail(phone)")],
            postgresql_concurrently=True,
        )
        op.execute("SET statement_timeout TO '60s'")
    op.create_table(
        "erased_ids",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erased_ids")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_erased_ids_fingerprint")),
    )
    op.create_table(
        "erasures",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("contact_id", sa.BigInteger(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("messages", sa.BigInteger(), nullable=False),
        sa.Column("campaign_rows", sa.BigInteger(), nullable=False),
        sa.Column("dropped", sa.BigInteger(), nullable=False),
        sa.Column("last_event_id", sa.BigInteger(), nullable=False),
        sa.Column("ids_encrypted", sa.LargeBinary(), nullable=True),
        sa.Column("swept_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasures")),
        sa.UniqueConstraint("contact_id", name=op.f("uq_erasures_contact_id")),
    )
    op.create_index("ix_erasures_left", "erasures", ["id"], postgresql_where=sa.text("swept_at is null"))


def downgrade() -> None:
    op.drop_index("ix_campaign_contacts_phone_tail", table_name="campaign_contacts")
    op.drop_table("erasures")
    op.drop_table("erased_ids")
    op.execute("DROP FUNCTION phone_tail")
