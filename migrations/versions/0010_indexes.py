"""Indexes on tables that may be large by now: a customer's thread, what is shown on another message, the search for customers.

Rules: it must work with the previous version's code still running (two versions overlap during an upgrade); it must not
hold a lock that sending waits for (5 s lock time-out, 60 s statement time-out; CREATE INDEX CONCURRENTLY for big tables).
A migration of its own, because these builds commit as they go: one that was interrupted is simply run again.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

# name, table, columns, keywords
INDEXES = (
    ("ix_messages_contact_id_created_at_id", "messages", ["contact_id", "created_at", "id"], {}),
    (
        "ix_messages_attached",
        "messages",
        ["target_wamid"],
        {"postgresql_where": sa.text("type in ('reaction', 'edit', 'revoke')")},
    ),
    (
        "ix_contacts_grams",
        "contacts",
        [sa.text("customer_grams(wa_id, profile_name, username)")],
        {"postgresql_using": "gin"},
    ),
)


def upgrade() -> None:
    with op.get_context().autocommit_block():
        # A build that was interrupted leaves an invalid index behind; and ten million rows take longer than a minute.
        op.execute("SET statement_timeout TO 0")
        for name, table, columns, keywords in INDEXES:
            op.drop_index(name, table_name=table, if_exists=True, postgresql_concurrently=True)
            op.create_index(name, table, columns, postgresql_concurrently=True, **keywords)
        op.execute("SET statement_timeout TO '60s'")


def downgrade() -> None:
    for name, table, _columns, _keywords in INDEXES:
        op.drop_index(name, table_name=table)
