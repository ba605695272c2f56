"""Procrastinate's own tables and functions, as its release 3.10 ships them; its later changes follow as migrations of ours."""

from __future__ import annotations

from alembic import op
from procrastinate.schema import SchemaManager

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The driver's own cursor: the script holds many statements and percent signs, which text() would read as parameters.
    cursor = op.get_bind().connection.cursor()
    cursor.execute(SchemaManager.get_schema())
    cursor.close()


def downgrade() -> None:
    raise RuntimeError("The first migration is not undone: drop the schema harkara instead.")
