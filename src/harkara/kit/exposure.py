"""What a signed-in browser may see of the database itself: these columns of these tables, nothing else (ADR 0016).

The embedded Realtime sends them; on Supabase, column grants allow them. No phone number and no secret is among them.
"""

from __future__ import annotations

from collections.abc import Mapping

PRIMARY_KEY = "id"

EXPOSED: Mapping[str, Mapping[str, str]] = {
    "campaigns": {
        "id": "int8",
        "name": "text",
        "number_id": "int8",
        "status": "text",
        "status_reason": "text",
        "total_contacts": "int8",
        "valid_contacts": "int8",
        "invalid_contacts": "int8",
        "total_sent": "int8",
        "total_delivered": "int8",
        "total_read": "int8",
        "total_failed": "int8",
        "total_refused": "int8",
        "scheduled_at": "timestamptz",
        "queued_at": "timestamptz",
        "started_at": "timestamptz",
        "finished_at": "timestamptz",
        "running_since": "timestamptz",
        "running_seconds": "float8",
        "created_at": "timestamptz",
        "updated_at": "timestamptz",
    },
    "notifications": {
        "id": "int8",
        "type": "text",
        "title": "text",
        "message": "text",
        "action_url": "text",
        "related_entity_type": "text",
        "related_entity_id": "int8",
        "created_at": "timestamptz",
        "is_read": "bool",
    },
}
"""Table, column, and the column's type as PostgreSQL and Realtime call it."""
