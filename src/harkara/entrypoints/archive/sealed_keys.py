"""The installation's key under a passphrase, for taking along: scrypt makes the passphrase costly to guess, AES-GCM seals."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from harkara.entrypoints.archive.errors import ArchiveDamagedError, WrongPassphraseError
from harkara.kit.errors import InvalidInputError

SHORTEST = 12
# 128 MB and about 0.4 s a guess (OWASP's first recommendation for scrypt: N = 2^17, r = 8, p = 1).
_COST = {"n": 2**17, "r": 8, "p": 1}
_MEMORY = 256 * 1024 * 1024
_PLACE = b"harkara.backup.keys"


class PassphraseTooShortError(InvalidInputError):
    """It could be guessed."""

    code = "passphrase_too_short"
    title = "The passphrase is too short"
    mend = f"Take at least {SHORTEST} characters, best five words that nobody has said in this order."


def seal_keys(keys: str, passphrase: str) -> bytes:
    """Return ENCRYPTION_KEY sealed for the archive; raise PassphraseTooShortError."""
    if len(passphrase) < SHORTEST:
        raise PassphraseTooShortError(f"It has {len(passphrase)} characters.")
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    sealed = AESGCM(_stretched(passphrase, salt)).encrypt(nonce, keys.encode(), _PLACE)
    parts = {"salt": salt, "nonce": nonce, "sealed": sealed}
    return json.dumps({name: base64.b64encode(part).decode() for name, part in parts.items()}).encode()


def open_keys(content: bytes, passphrase: str) -> str:
    """Return the ENCRYPTION_KEY in it; raise WrongPassphraseError or ArchiveDamagedError."""
    try:
        parts = {name: base64.b64decode(part, validate=True) for name, part in json.loads(content).items()}
        salt, nonce, sealed = parts["salt"], parts["nonce"], parts["sealed"]
    except (ValueError, KeyError, AttributeError, TypeError, binascii.Error):
        raise ArchiveDamagedError("The keys in it cannot be read.") from None
    try:
        return AESGCM(_stretched(passphrase, salt)).decrypt(nonce, sealed, _PLACE).decode()
    except (InvalidTag, ValueError):
        raise WrongPassphraseError("It does not open the keys in the backup.") from None


def _stretched(passphrase: str, salt: bytes) -> bytes:
    return hashlib.scrypt(passphrase.encode(), salt=salt, **_COST, maxmem=_MEMORY, dklen=32)
