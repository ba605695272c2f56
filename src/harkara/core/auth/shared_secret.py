"""The legacy way in which Supabase projects sign: one secret for signing and checking. In use only if SUPABASE_JWT_SECRET is set."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import SecretStr


@dataclass(frozen=True, slots=True)
class SharedSecret:
    """Stands where a key source stands, never beside one: the kind of signature is fixed for an installation."""

    value: SecretStr

    def as_bytes(self) -> bytes:
        """Return what signatures are made with."""
        return self.value.get_secret_value().encode()
