"""Refresh tokens that need not be stored: session, number and a MAC under a key that only this session has.

Like GoTrue's second version, opaque to the client.
"""

from __future__ import annotations

import base64
import hmac
import secrets
import struct
from dataclasses import dataclass
from uuid import UUID

_LAYOUT = struct.Struct(">B16sQ")  # version, session, number
_VERSION = 1
_MAC_BYTES = 24


@dataclass(frozen=True, slots=True)
class RefreshToken:
    """A token taken apart; whether its MAC is right is not yet known."""

    session_id: UUID
    number: int
    mac: bytes

    def is_genuine(self, key: str) -> bool:
        """Return whether the token was made with the session's key."""
        return hmac.compare_digest(self.mac, _mac(key, _LAYOUT.pack(_VERSION, self.session_id.bytes, self.number)))


def new_refresh_key() -> str:
    """Return a key for one session."""
    return secrets.token_urlsafe(32)


def make_refresh_token(session_id: UUID, number: int, key: str) -> str:
    """Return the token with this number; the same arguments always give the same token."""
    payload = _LAYOUT.pack(_VERSION, session_id.bytes, number)
    return base64.urlsafe_b64encode(payload + _mac(key, payload)).decode().rstrip("=")


def parse_refresh_token(text: str) -> RefreshToken | None:
    """Return the parts of a token, or None if it is none of ours."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError:
        return None
    if len(raw) != _LAYOUT.size + _MAC_BYTES or raw[0] != _VERSION:
        return None
    _, session, number = _LAYOUT.unpack_from(raw)
    return RefreshToken(UUID(bytes=session), number, raw[_LAYOUT.size :])


def _mac(key: str, payload: bytes) -> bytes:
    return hmac.digest(key.encode(), payload, "sha256")[:_MAC_BYTES]
