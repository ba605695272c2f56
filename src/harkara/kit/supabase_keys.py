"""What a Supabase project's API keys look like. Apart from `kit.access_tokens`, because settings are read before anything slow is imported."""

from __future__ import annotations

import base64
import json

LEAST_SECRET_BYTES = 32
"""RFC 7518: a shared secret for HS256 is at least as long as its hash."""

_SECRET_PREFIX = "sb_secret_"  # noqa: S105 - how such keys begin, not one of them


def is_secret_key(key: str) -> bool:
    """Return whether the key may do everything: a new secret key, or the legacy service_role token."""
    return key.startswith(_SECRET_PREFIX) or _legacy_role(key) == "service_role"


def _legacy_role(key: str) -> object:
    """Return the role in a legacy key, which is a JWT; nothing is verified, for it is our own setting."""
    parts = key.split(".")
    if len(parts) != 3:
        return None
    try:
        claims: object = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except ValueError:
        return None
    return claims.get("role") if isinstance(claims, dict) else None  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] - JSON
