"""Mails for a forgotten password, and the sessions they open.

Rules: it must work with the previous version's code still running (two versions overlap during an upgrade); it must not
hold a lock that sending waits for (5 s lock time-out, 60 s statement time-out; CREATE INDEX CONCURRENTLY for big tables).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "auth_sessions",
        sa.Column(
            "recovery_until",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="opened by a recovery mail: until then a new password needs no present one",
        ),
    )
    op.create_table(
        "auth_recovery_tokens",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False, comment="SHA-256 of the link's token"),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column(
            "code", sa.LargeBinary(), nullable=False, comment="sealed with ENCRYPTION_KEY: a hash could be tried out"
        ),
        sa.Column("code_tries", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mailed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["auth_users.id"],
            name=op.f("fk_auth_recovery_tokens_user_id_auth_users"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_auth_recovery_tokens")),
    )
    op.create_index(op.f("ix_auth_recovery_tokens_user_id"), "auth_recovery_tokens", ["user_id"], unique=False)


def downgrade() -> None:
    op.drop_table("auth_recovery_tokens")
    op.drop_column("auth_sessions", "recovery_until")
