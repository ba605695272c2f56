"""Where the public keys come from that access tokens are checked with."""

from __future__ import annotations

from typing import Protocol

import jwt


class KeySource(Protocol):
    """The embedded key ring, or a Supabase project."""

    async def key_for(self, key_id: str) -> jwt.PyJWK | None:
        """Return the key, or None if there certainly is none; raise SigningKeysUnavailableError if it is not known."""
        ...
