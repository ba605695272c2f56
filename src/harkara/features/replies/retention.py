"""How long it is kept which message was answered and which was not: as long as the messages themselves."""

from __future__ import annotations

from harkara.kit.retention import Kept

KEPT = (Kept("reply_tasks", "received_at", days=90),)
