"""Limits how often something costly may be asked for (OWASP ASVS 2.4.1). A person never meets the limit; a runaway script does.

For the whole process, not for each caller: what costs is the machine's and Meta's, and there is one admin.
"""

from __future__ import annotations

import math
from typing import Any
from weakref import WeakKeyDictionary

from fastapi import Depends

from harkara.kit.clock import Clock
from harkara.kit.errors import AppError
from harkara.kit.parts import Parts, PartsDep
from harkara.kit.token_buckets import TokenBuckets


class TooManyCallsError(AppError):
    """Asked for more often than the platform does at a time."""

    code = "too_many_calls"
    status = 429
    title = "Too many at once"
    mend = "Wait the seconds that Retry-After names, then go on."

    def __init__(self, what: str, wait_seconds: float) -> None:
        seconds = max(1, math.ceil(wait_seconds))
        super().__init__(f"{what}: the next one is taken in {seconds} s.")
        self.headers = {"Retry-After": str(seconds)}


class Sparingly:
    """Put `Sparingly(...).dependency` on the routes that share the limit."""

    def __init__(self, what: str, *, burst: int, refill_seconds: float) -> None:
        self._what = what
        self._burst = burst
        self._refill_seconds = refill_seconds
        self._buckets: WeakKeyDictionary[Parts, TokenBuckets] = WeakKeyDictionary()

    @property
    def dependency(self) -> Any:
        """Return what goes into `dependencies` of a route."""
        return Depends(self._take)

    async def _take(self, parts: PartsDep) -> None:
        buckets = self._buckets.get(parts)
        if buckets is None:
            buckets = TokenBuckets(parts[Clock], burst=self._burst, refill_seconds=self._refill_seconds)
            self._buckets[parts] = buckets
        wait = buckets.wait("")
        if wait:
            raise TooManyCallsError(self._what, wait)
