"""The signing keys of a Supabase project, fetched from its JWKS address and kept while that does not answer."""

from __future__ import annotations

import asyncio

import jwt

from harkara.core.auth.errors import SigningKeysUnavailableError
from harkara.kit.clock import Clock
from harkara.kit.logging import get_logger

# A key that was withdrawn opens nothing after half a minute, fetching included. Supabase's own edge caches for ten minutes before it
# tells us of that; a question every 20 s at most, to an edge, is nothing to it.
_LIFE_SECONDS = 20.0
# Made-up key ids must not make us fetch each time; a new key, which the first question finds, must not wait for that.
_AFTER_VAIN_SECONDS = 30.0
_AFTER_FAILURE_SECONDS = 10.0
_GRACE_SECONDS = 24 * 3600.0
_TIMEOUT_SECONDS = 5.0

log = get_logger(__name__)


class SupabaseKeys:
    """Key source of the Supabase mode. Projects with the legacy shared secret (HS256) publish no keys: see `shared_secret`."""

    def __init__(self, supabase_url: str, clock: Clock) -> None:
        # Only its fetching is used (no redirects, http(s) only): its own cache would ask a dead host on every request.
        self._client = jwt.PyJWKClient(
            f"{supabase_url}/auth/v1/.well-known/jwks.json", cache_jwk_set=False, timeout=_TIMEOUT_SECONDS
        )
        self._clock = clock
        self._fetching = asyncio.Lock()
        self._keys: dict[str, jwt.PyJWK] = {}
        self._fetched_at = -_GRACE_SECONDS
        self._failure: str | None = None
        self._failed_at = -_AFTER_FAILURE_SECONDS
        self._vain_at = -_AFTER_VAIN_SECONDS
        self._asking: asyncio.Task[None] | None = None

    async def key_for(self, key_id: str) -> jwt.PyJWK | None:
        """Return the key, or None if there is none; raise SigningKeysUnavailableError while that cannot be told."""
        if self._is_due(key_id):
            if self._failure is not None and key_id in self._keys:
                # Aside: a project that is silent (5 s to a question) must not make everybody wait again and again.
                self._asking = self._asking or asyncio.create_task(self._ask_aside(key_id))
            else:
                await self._ask(key_id)
        if self._failure is None:
            return self._keys.get(key_id)
        if key_id in self._keys and self._age() < _GRACE_SECONDS:
            return self._keys[key_id]
        raise SigningKeysUnavailableError(f"{self._client.uri}: {self._failure}")

    async def _ask(self, key_id: str) -> None:
        async with self._fetching:
            if self._is_due(key_id):
                await self._fetch()
                if self._failure is None and key_id not in self._keys:
                    self._vain_at = self._clock.monotonic()

    async def _ask_aside(self, key_id: str) -> None:
        try:
            await self._ask(key_id)
        finally:
            self._asking = None

    def _is_due(self, key_id: str) -> bool:
        if self._failure is not None and self._clock.monotonic() - self._failed_at < _AFTER_FAILURE_SECONDS:
            return False
        if key_id in self._keys:
            return self._age() > _LIFE_SECONDS
        return self._clock.monotonic() - self._vain_at >= _AFTER_VAIN_SECONDS

    def _age(self) -> float:
        return self._clock.monotonic() - self._fetched_at

    async def _fetch(self) -> None:
        try:
            keys = await asyncio.to_thread(self._client.get_signing_keys)
        except (jwt.PyJWTError, ValueError) as error:
            self._failure, self._failed_at = str(error), self._clock.monotonic()
            log.warning("signing keys not fetched", address=self._client.uri, error=self._failure)
        else:
            self._keys = {key.key_id: key for key in keys if key.key_id}
            self._fetched_at, self._failure = self._clock.monotonic(), None
