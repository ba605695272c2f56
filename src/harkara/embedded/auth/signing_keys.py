"""The keys that sign access tokens, shared by all API processes through the database, private halves sealed."""

from __future__ import annotations

import asyncio
import json
import secrets
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from jwt.algorithms import ECAlgorithm
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.embedded.auth.models import AuthSigningKey
from harkara.kit.access_tokens import TokenRefusedError, key_id_of, verify
from harkara.kit.clock import Clock
from harkara.kit.crypto import SecretBox, UnreadableSecretError
from harkara.kit.db import Database
from harkara.kit.logging import get_logger
from harkara.kit.sealed import SealedColumn

# Not the address people open: that may change, and their sessions should survive it.
ISSUER = "urn:harkara:embedded-auth"
SEALED = SealedColumn("auth_signing_keys", "kid", "private_key", "auth_signing_keys.private_key:{kid}")
# A made-up key id must not cost a query each time; a new key, which the first look finds, must not wait for that.
_AFTER_VAIN_SECONDS = 30.0

log = get_logger(__name__)


class KeyRing:
    """Signs with the newest key and verifies with all. Loaded at first use; an unknown key makes it look again."""

    def __init__(self, database: Database, box: SecretBox, clock: Clock) -> None:
        self._database = database
        self._box = box
        self._clock = clock
        self._loading = asyncio.Lock()
        self._is_loaded = False
        self._vain_at = -_AFTER_VAIN_SECONDS
        self._jwks: list[dict[str, Any]] = []
        self._public: dict[str, jwt.PyJWK] = {}
        self._signing: tuple[str, str] | None = None

    async def sign(self, claims: dict[str, Any]) -> str:
        """Return the claims as a signed token."""
        await self._ensure_loaded()
        assert self._signing is not None
        kid, private_key = self._signing
        return jwt.encode(claims, private_key, algorithm="ES256", headers={"kid": kid})

    async def key_for(self, key_id: str) -> jwt.PyJWK | None:
        """Return the public key with this id, or None if there is none."""
        await self._ensure_loaded()
        if key_id not in self._public and self._clock.monotonic() - self._vain_at >= _AFTER_VAIN_SECONDS:
            await self._load()
            if key_id not in self._public:
                self._vain_at = self._clock.monotonic()
        return self._public.get(key_id)

    async def verify(self, token: str) -> dict[str, Any]:
        """Return the claims of a token of ours; raise TokenRefusedError if it is not (any more)."""
        key = await self.key_for(key_id_of(token))
        if key is None:
            raise TokenRefusedError("Its key is not known here.")
        return verify(token, key, ISSUER)

    async def public_jwks(self) -> list[dict[str, Any]]:
        """Return all public keys as JWKs."""
        await self._ensure_loaded()
        return self._jwks

    async def _ensure_loaded(self) -> None:
        async with self._loading:
            if not self._is_loaded:
                await self._load()

    async def _load(self) -> None:
        async with self._database.transaction() as session:
            rows = await _all_keys(session)
            signing = self._newest_readable(rows)
            if signing is None:
                rows, signing = await self._create(session)
        self._jwks = [row.public_jwk for row in rows]
        self._public = {row.kid: jwt.PyJWK(row.public_jwk) for row in rows}
        self._signing = signing
        self._is_loaded = True

    def _newest_readable(self, rows: list[AuthSigningKey]) -> tuple[str, str] | None:
        """Skip keys sealed with a lost ENCRYPTION_KEY: better that people sign in again than that nobody can."""
        for row in rows:
            try:
                return row.kid, self._box.decrypt(row.private_key, SEALED.place_of(kid=row.kid))
            except UnreadableSecretError:
                log.warning("signing key cannot be decrypted, it only verifies from now on", kid=row.kid)
        return None

    async def _create(self, session: AsyncSession) -> tuple[list[AuthSigningKey], tuple[str, str]]:
        """Make a key, unless another process was quicker."""
        await session.execute(text("SELECT pg_advisory_xact_lock(hashtext('harkara.auth_signing_keys'))"))
        session.expire_all()
        rows = await _all_keys(session)
        existing = self._newest_readable(rows)
        if existing is not None:
            return rows, existing
        kid = secrets.token_hex(8)
        private = ec.generate_private_key(ec.SECP256R1())
        pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
        # supabase-js hands this to WebCrypto as it is, which throws without "verify" in key_ops.
        described = {"kid": kid, "alg": "ES256", "use": "sig", "key_ops": ["verify"]}
        jwk: dict[str, Any] = json.loads(ECAlgorithm.to_jwk(private.public_key())) | described
        row = AuthSigningKey(
            kid=kid,
            public_jwk=jwk,
            private_key=self._box.encrypt(pem, SEALED.place_of(kid=kid)),
            created_at=self._clock.now(),
        )
        session.add(row)
        await session.flush()
        return [row, *rows], (kid, pem)


async def _all_keys(session: AsyncSession) -> list[AuthSigningKey]:
    return list(await session.scalars(select(AuthSigningKey).order_by(AuthSigningKey.created_at.desc())))
