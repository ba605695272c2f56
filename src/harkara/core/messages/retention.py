"""How long the ledger keeps single messages and their statuses. What they add up to (campaigns, recipients, days) stays."""

from __future__ import annotations

from harkara.kit.retention import Kept

KEPT = (
    Kept("messages", "created_at", days=90),
    Kept("message_status_logs", "received_at", days=90),
)
