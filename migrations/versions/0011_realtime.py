"""Changes of campaigns and notifications are told to the API processes, which tell the dashboards (ADR 0016).

Rules: it must work with the previous version's code still running (two versions overlap during an upgrade); it must not
hold a lock that sending waits for (5 s lock time-out, 60 s statement time-out; CREATE INDEX CONCURRENTLY for big tables).
"""

from __future__ import annotations

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

# Table, kind of change and key, never a value. The same notice twice in one transaction is one notice. These two tables
# change some times a second at most, however many messages are sent: a row trigger elsewhere would cost every message.
TELL_CHANGE = """
CREATE FUNCTION tell_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('realtime_changes', TG_TABLE_NAME || ' ' || TG_OP || ' ' || coalesce(NEW.id, OLD.id));
    RETURN NULL;
END
$$
"""

TABLES = ("campaigns", "notifications")


def upgrade() -> None:
    op.execute(TELL_CHANGE)
    for table in TABLES:
        # Writers wait for this lock and it for them, a moment each: nothing is scanned.
        op.execute(
            f"CREATE TRIGGER tell_change AFTER INSERT OR UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION tell_change()"
        )


def downgrade() -> None:
    for table in TABLES:
        op.execute(f"DROP TRIGGER tell_change ON {table}")
    op.execute("DROP FUNCTION tell_change")
