"""How long raw events can be replayed. One that still waits to be understood is kept, however old it is."""

from __future__ import annotations

from harkara.kit.retention import Kept

KEPT = (
    Kept("webhook_events", "received_at", days=7, only="t.processed_at IS NOT NULL"),
    Kept("webhook_rejects", "created_at", days=7),
)
