"""What customers' messages and Meta's events about customers, numbers and accounts leave behind.

Rules: it must work with the previous version's code still running (two versions overlap during an upgrade); it must not
hold a lock that sending waits for (5 s lock time-out, 60 s statement time-out; CREATE INDEX CONCURRENTLY for big tables).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("messages", sa.Column("target_wamid", sa.Text(), nullable=True))
    op.add_column("contacts", sa.Column("username", sa.Text(), nullable=True))
    op.add_column("contacts", sa.Column("wa_id_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("contacts", sa.Column("bsuid_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("contacts", sa.Column("marketing_opted_out_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "contact_former_ids",
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("contact_id", sa.BigInteger(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_contact_former_ids_contact_id_contacts")
        ),
        sa.PrimaryKeyConstraint("value", name=op.f("pk_contact_former_ids")),
    )
    op.create_index(op.f("ix_contact_former_ids_contact_id"), "contact_former_ids", ["contact_id"], unique=False)
    op.add_column("whatsapp_numbers", sa.Column("inactive_code", sa.Text(), nullable=True))
    op.add_column("whatsapp_numbers", sa.Column("meta_status", sa.Text(), nullable=True))
    op.add_column("whatsapp_numbers", sa.Column("name_status", sa.Text(), nullable=True))
    op.add_column("whatsapp_numbers", sa.Column("account_event_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    for column in ("account_event_at", "name_status", "meta_status", "inactive_code"):
        op.drop_column("whatsapp_numbers", column)
    op.drop_table("contact_former_ids")
    for column in ("marketing_opted_out_at", "bsuid_at", "wa_id_at", "username"):
        op.drop_column("contacts", column)
    op.drop_column("messages", "target_wamid")
