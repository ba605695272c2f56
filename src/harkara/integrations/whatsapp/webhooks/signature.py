"""Is it Meta's? Both checks are made in constant time, and on the bytes as they came."""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

_SIGNATURE_PREFIX: Final = "sha256="


def is_signed(app_secret: str, body: bytes, signature: str | None) -> bool:
    """Check X-Hub-Signature-256 over the raw bytes, in constant time. Never parse a body before this."""
    if signature is None or not signature.startswith(_SIGNATURE_PREFIX):
        return False
    expected = hmac.new(app_secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected.encode(), signature[len(_SIGNATURE_PREFIX) :].encode())


def is_verification(mode: str | None, token: str | None, expected_token: str) -> bool:
    """Check Meta's GET that asks whether this address is ours: answer it with the bare challenge only if True."""
    return mode == "subscribe" and token is not None and hmac.compare_digest(token.encode(), expected_token.encode())
