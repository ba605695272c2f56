"""Posts webhook bodies to the product: signed, several at once, again and again until it answers 200.

Nothing is dropped while the sandbox lives. Meta tries for 7 days; here the same pattern runs on a scale of seconds.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections import deque
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from pyreqwest.client import Client, ClientBuilder
from pyreqwest.exceptions import PyreqwestError

from harkara_sandbox.clock import Clock
from harkara_sandbox.config import Behaviour, SandboxConfig
from harkara_sandbox.timeline import Timeline
from harkara_sandbox.world import Waba

# The first retry follows at once, as Meta's does; after the last delay they go on at its pace.
RETRY_DELAYS = (0.0, 0.5, 1.0, 2.0, 4.0, 8.0, 15.0)

FAREWELL_SECONDS = 1.0


@dataclass(slots=True)
class Delivery:
    """One body on its way."""

    url: str
    body: bytes
    signature: str
    updates: int
    attempts: int = 0


@dataclass(slots=True)
class DeliveryCounts:
    """Totals since the start or the last reset; `latencies` are the seconds of the last acknowledged posts."""

    posted: int = 0
    updates_posted: int = 0
    acknowledged: int = 0
    updates_acknowledged: int = 0
    retried: int = 0
    last_error: str | None = None


class WebhookDelivery:
    """A bounded number of tasks that empty one queue and end with it."""

    def __init__(self, config: SandboxConfig, behaviour: Behaviour, timeline: Timeline) -> None:
        self._url = config.webhook_url
        self._secret = config.app_secret.encode()
        self._clock: Clock = config.clock
        self._behaviour = behaviour
        self._timeline = timeline
        self._queue: deque[Delivery] = deque()
        self._pending = 0
        self._latencies: deque[float] = deque(maxlen=20_000)
        self._posting: set[asyncio.Task[None]] = set()
        self._client: Client | None = None
        self.counts = DeliveryCounts()

    def post(self, waba: Waba, body: bytes, updates: int) -> None:
        """Queue a body; without any address it is dropped, as for an app with no callback URL."""
        url = waba.override_callback_uri or self._url
        if url is None:
            return
        self._pending += 1
        self._enqueue(Delivery(url, body, sign(self._secret, body), updates))

    def statistics(self) -> dict[str, Any]:
        """Delivery figures; latencies in milliseconds, from the POST to its 200."""
        ordered = sorted(self._latencies)
        counts = self.counts
        return {
            "posted": counts.posted,
            "updates_posted": counts.updates_posted,
            "acknowledged": counts.acknowledged,
            "updates_acknowledged": counts.updates_acknowledged,
            "pending": self._pending,
            "retried": counts.retried,
            "latency_ms_p50": _percentile(ordered, 0.50),
            "latency_ms_p99": _percentile(ordered, 0.99),
            "last_error": counts.last_error,
        }

    async def reset(self) -> None:
        """Forget what is queued, let what is under way end, and begin all figures anew."""
        self._queue.clear()
        if self._posting:
            _, late = await asyncio.wait(self._posting, timeout=FAREWELL_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        self._queue.clear()
        self._pending = 0
        self._latencies.clear()
        self.counts = DeliveryCounts()

    async def close(self) -> None:
        await self.reset()
        if self._client is not None:
            await self._client.close()
            self._client = None

    def _enqueue(self, delivery: Delivery) -> None:
        self._queue.append(delivery)
        if len(self._posting) < self._behaviour.webhook_concurrency:
            task = asyncio.create_task(self._empty_queue())
            self._posting.add(task)
            task.add_done_callback(self._posting.discard)

    async def _empty_queue(self) -> None:
        while self._queue and len(self._posting) <= self._behaviour.webhook_concurrency:
            delivery = self._queue.popleft()
            if await self._try(delivery):
                self._pending -= 1
            else:
                self._retry_later(delivery)

    async def _try(self, delivery: Delivery) -> bool:
        """Post once; True when the answer was 200."""
        self._client = self._client or ClientBuilder().no_proxy().follow_redirects(False).build()
        delivery.attempts += 1
        counts = self.counts
        counts.posted += 1
        counts.updates_posted += delivery.updates
        began = self._clock.monotonic()
        try:
            response = await (
                self._client.post(delivery.url)
                .header("Content-Type", "application/json")
                .header("User-Agent", "facebookexternalua")
                .header("X-Hub-Signature-256", delivery.signature)
                .timeout(timedelta(seconds=self._behaviour.webhook_timeout))
                .body_bytes(delivery.body)
                .build()
                .send()
            )
        except PyreqwestError as error:
            counts.last_error = f"{type(error).__name__}: {error.message}"
            return False
        if response.status != 200:
            counts.last_error = f"HTTP {response.status}"
            return False
        self._latencies.append(self._clock.monotonic() - began)
        counts.acknowledged += 1
        counts.updates_acknowledged += delivery.updates
        return True

    def _retry_later(self, delivery: Delivery) -> None:
        self.counts.retried += 1
        delay = RETRY_DELAYS[min(delivery.attempts, len(RETRY_DELAYS)) - 1] * self._behaviour.retry_scale
        self._timeline.at(self._clock.monotonic() + delay, self._enqueue, delivery)


def sign(secret: bytes, body: bytes) -> str:
    """`X-Hub-Signature-256` over the exact bytes."""
    return "sha256=" + hmac.new(secret, body, hashlib.sha256).hexdigest()


def _percentile(ordered: list[float], share: float) -> float | None:
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000, 2) if ordered else None
