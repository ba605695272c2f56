"""How long fingerprints of erased customers' ids are kept: as long as the ledger would have known the messages they are of."""

from __future__ import annotations

from harkara.kit.retention import Kept

KEPT = (Kept("erased_ids", "erased_at", days=90),)
