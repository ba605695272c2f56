"""Search: names by one or two characters, and the times of a customer's conversations from their key alone.

Rules: it must work with the previous version's code still running (two versions overlap during an upgrade); it must not
hold a lock that sending waits for (5 s lock time-out, 60 s statement time-out; CREATE INDEX CONCURRENTLY for big tables).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

# All runs of one and of two characters of what a customer is called. `customer_grams` knows the longer ones.
NAME_GRAMS = """
CREATE OR REPLACE FUNCTION name_grams(profile_name text, username text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY(
    SELECT substr(known, place, size)
    FROM unnest(ARRAY[lower(profile_name), lower(username)]) AS known,
         generate_series(1, 2) AS size,
         generate_series(1, length(known) - size + 1) AS place
)
"""
INDEX = "ix_contacts_name_grams"

# The key as it was, with the time of the last message beside it. The swap takes its lock for an instant.
WIDER_KEY = """
CREATE UNIQUE INDEX CONCURRENTLY wider_key ON conversations (contact_id, number_id) INCLUDE (last_message_at)
"""
TAKE_WIDER_KEY = """
ALTER TABLE conversations
    DROP CONSTRAINT pk_conversations,
    ADD CONSTRAINT pk_conversations PRIMARY KEY USING INDEX wider_key
"""


def upgrade() -> None:
    op.execute(NAME_GRAMS)
    with op.get_context().autocommit_block():
        # A build that was interrupted leaves an invalid index behind; and ten million rows take longer than a minute.
        op.execute("SET statement_timeout TO 0")
        op.drop_index(INDEX, table_name="contacts", if_exists=True, postgresql_concurrently=True)
        op.create_index(
            INDEX,
            "contacts",
            [sa.text("name_grams(profile_name, username)")],
            postgresql_using="gin",
            postgresql_where=sa.text("coalesce(profile_name, username) is not null"),
            postgresql_concurrently=True,
        )
        op.execute("DROP INDEX CONCURRENTLY IF EXISTS wider_key")
        op.execute(WIDER_KEY)
        op.execute(TAKE_WIDER_KEY)
        op.execute("SET statement_timeout TO '60s'")


def downgrade() -> None:
    op.drop_constraint("pk_conversations", "conversations")
    op.create_primary_key("pk_conversations", "conversations", ["contact_id", "number_id"])
    op.drop_index(INDEX, table_name="contacts")
    op.execute("DROP FUNCTION name_grams")
