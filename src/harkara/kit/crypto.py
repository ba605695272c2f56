"""Encryption of secrets at rest: AES-256-GCM, each value bound to its place, keys named so they can be rotated."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from harkara.kit.errors import AppError

_FORMAT = b"\x01"
_KEY_ID_BYTES = 4
_NONCE_BYTES = 12


class UnreadableSecretError(AppError):
    """A stored secret cannot be decrypted with any key we have."""

    code = "secret_unreadable"
    status = 500
    title = "A stored secret cannot be read"
    mend = "Put the former key into ENCRYPTION_KEY as well (comma-separated), or enter the secret again."


class SecretBox:
    """Encrypts with the first key and decrypts with any.

    `keys` is ENCRYPTION_KEY: one or more base64 or passphrase keys, separated by commas, newest first. `news` returns
    the list anew when it has changed, else None: so a running process learns of a new key before it seals or misses one.
    """

    def __init__(self, keys: str, *, news: Callable[[], str | None] | None = None) -> None:
        self._news = news
        self._take(keys)

    @property
    def current_key(self) -> bytes:
        """Return the name of the key that new secrets are sealed with; it tells nothing of the key."""
        return self._current

    def knows(self, key_id: bytes) -> bool:
        """Return whether the key of this name is listed."""
        return key_id in self._ciphers

    def _take(self, keys: str) -> None:
        materials = [_key_material(part.strip()) for part in keys.split(",") if part.strip()]
        if not materials:
            raise ValueError("ENCRYPTION_KEY is empty: set it to 32 random bytes in base64")
        self._ciphers = {hashlib.sha256(key).digest()[:_KEY_ID_BYTES]: AESGCM(key) for key in materials}
        self._current = next(iter(self._ciphers))
        self._print_keys = [hmac.digest(key, b"harkara.fingerprint", "sha256") for key in materials]

    def encrypt(self, secret: str, place: str) -> bytes:
        """Return `secret` sealed for `place`, e.g. `whatsapp_numbers.access_token:1055...`."""
        self._hear_news()
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = self._ciphers[self._current].encrypt(nonce, secret.encode(), place.encode())
        return _FORMAT + self._current + nonce + sealed

    def decrypt(self, sealed: bytes, place: str) -> str:
        """Return the secret sealed for `place`; raise UnreadableSecretError if key or place do not fit."""
        key_id = key_of(sealed)
        if key_id not in self._ciphers:
            self._hear_news()
        nonce_end = 1 + _KEY_ID_BYTES + _NONCE_BYTES
        cipher = self._ciphers.get(key_id)
        if sealed[:1] != _FORMAT or cipher is None:
            raise UnreadableSecretError(f"{place} was encrypted with a key that is not in ENCRYPTION_KEY.")
        try:
            return cipher.decrypt(sealed[1 + _KEY_ID_BYTES : nonce_end], sealed[nonce_end:], place.encode()).decode()
        except InvalidTag:
            raise UnreadableSecretError(f"{place} was changed or belongs to another row.") from None

    def fingerprints(self, text: str) -> list[bytes]:
        """Return what is kept of a text that must not be kept itself, one for each key, the newest first.

        Equal texts have equal ones. Keyed, because all phone numbers there are can be hashed in minutes.
        """
        self._hear_news()
        return [hmac.digest(key, text.encode(), "sha256") for key in self._print_keys]

    def _hear_news(self) -> None:
        keys = self._news() if self._news is not None else None
        if keys is not None:
            self._take(keys)


def key_of(sealed: bytes) -> bytes:
    """Return the name of the key that something was sealed with."""
    return sealed[1 : 1 + _KEY_ID_BYTES]


def _key_material(text: str) -> bytes:
    """Accept 32 bytes in base64 as they are; stretch anything else, so that a passphrase works too."""
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        raw = b""
    if len(raw) == 32:
        return raw
    return hashlib.scrypt(text.encode(), salt=b"harkara.encryption-key", n=2**14, r=8, p=1, dklen=32)
