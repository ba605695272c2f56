"""Conversations and the search for customers.

Rules: it must work with the previous version's code still running (two versions overlap during an upgrade); it must not
hold a lock that sending waits for (5 s lock time-out, 60 s statement time-out; CREATE INDEX CONCURRENTLY for big tables).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# All runs of three characters of what a customer is known by. pg_trgm is not everywhere: the embedded PostgreSQL has none.
CUSTOMER_GRAMS = """
CREATE FUNCTION customer_grams(wa_id text, profile_name text, username text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY(
    SELECT substr(known, place, 3)
    FROM unnest(ARRAY[wa_id, lower(profile_name), lower(username)]) AS known,
         generate_series(1, length(known) - 2) AS place
)
"""

# What was exchanged before this version. A message of the version that still runs meanwhile moves nothing; the next one does.
FIRST_CONVERSATIONS = """
INSERT INTO conversations (contact_id, number_id, first_message_at, last_message_at)
SELECT contact_id, number_id, min(created_at), max(created_at) FROM messages
WHERE contact_id IS NOT NULL
GROUP BY contact_id, number_id
"""


def upgrade() -> None:
    op.execute(CUSTOMER_GRAMS)
    op.create_table(
        "conversations",
        sa.Column("contact_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("first_message_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_message_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("contact_id", "number_id", name=op.f("pk_conversations")),
        postgresql_with={"fillfactor": 85},
    )
    op.execute("SET LOCAL statement_timeout TO 0")
    op.execute(FIRST_CONVERSATIONS)
    op.create_index("ix_conversations_newest", "conversations", ["last_message_at", "contact_id", "number_id"])
    op.create_index(
        "ix_conversations_newest_of_number", "conversations", ["number_id", "last_message_at", "contact_id"]
    )


def downgrade() -> None:
    op.drop_table("conversations")
    op.execute("DROP FUNCTION customer_grams")
