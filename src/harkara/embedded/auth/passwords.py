"""Passwords: argon2id off the event loop, equal time for unknown users, rules of length but not of composition."""

from __future__ import annotations

import asyncio
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from harkara.kit.errors import InvalidInputError

MINIMUM_LENGTH = 8  # ASVS 5.0, 6.2.1
_MAXIMUM_LENGTH = 1000  # only so that nobody makes us hash megabytes
# One hash takes 0.12 s and 64 MB (RFC 9106, low memory); more at once would starve the API.
_AT_ONCE = 2


class WeakPasswordError(InvalidInputError):
    """The password breaks a rule; `reason` is GoTrue's word for it, `length` or `pwned`."""

    code = "weak_password"
    title = "The password is too weak"
    mend = "Take a longer one: four random words do well."

    def __init__(self, detail: str, reason: str) -> None:
        super().__init__(detail)
        self.reason = reason


class Passwords:
    """Hashes and verifies passwords, a few at a time."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher()
        self._turn = asyncio.Semaphore(_AT_ONCE)

    async def hash(self, password: str) -> str:
        """Return the argon2id hash as a PHC string."""
        async with self._turn:
            return await asyncio.to_thread(self._hasher.hash, password)

    async def verify(self, password: str, hashed: str | None) -> bool:
        """Return whether the password fits. Without a hash (unknown user) the same work is done, in vain."""
        async with self._turn:
            return await asyncio.to_thread(self._verify, password, hashed)

    def _verify(self, password: str, hashed: str | None) -> bool:
        try:
            return self._hasher.verify(hashed or _hash_of_nobody(self._hasher), password) and hashed is not None
        except (VerificationError, InvalidHashError):
            return False


def check_strength(password: str) -> None:
    """Raise WeakPasswordError if the password is too short, absurdly long or among those tried first."""
    if len(password) < MINIMUM_LENGTH:
        raise WeakPasswordError(f"Password should be at least {MINIMUM_LENGTH} characters; 15 are better.", "length")
    if len(password) > _MAXIMUM_LENGTH:
        raise WeakPasswordError(f"Password should be at most {_MAXIMUM_LENGTH} characters.", "length")
    if password.lower() in _common_passwords():
        raise WeakPasswordError("Password is one of the most common ones, which are tried first.", "pwned")


@cache
def _common_passwords() -> frozenset[str]:
    """Return the most frequent passwords of published leaks that are long enough to get here (ASVS 6.2.4 asks for 3,000).

    From the list of zxcvbn 4.5 (MIT licence), and what is close at hand here: names of the product, of cities, of years.
    """
    return frozenset(Path(__file__).with_name("common_passwords.txt").read_text(encoding="utf-8").split())


@cache
def _hash_of_nobody(hasher: PasswordHasher) -> str:
    return hasher.hash("nobody's password")
