"""How long the bell remembers."""

from __future__ import annotations

from harkara.kit.retention import Kept

KEPT = (Kept("notifications", "created_at", days=30),)
