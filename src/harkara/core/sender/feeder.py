"""Claims ahead of the runner, fractions of a second at a time, and finds out when there is nothing left to wait for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from harkara.core.sender.batches import BatchTemplates
from harkara.core.sender.decisions import Again
from harkara.core.sender.number_rate import NumberRate
from harkara.core.sender.queue import Claim, NumberQueue
from harkara.core.sender.recorder import Recorder
from harkara.core.sender.stock import Stock
from harkara.kit.clock import Clock
from harkara.kit.database_trouble import DATABASE_TROUBLE, RETRY_EVERY

STOCK_SECONDS = 0.4
"""Messages held ahead, in seconds of the rate: what a crash leaves unresolved besides what is in flight. Two looks and a slow
query fit into it: with less, the runner starves now and then."""

LOOK_EVERY = 0.15
"""Seconds between two looks at the queue: how long a reply waits, and how long messages leave after Stop."""

KEEP_EVERY = 1.0
"""Seconds between two looks at what Meta allows the number; changes of the rate are stored with them."""


@dataclass(frozen=True, slots=True)
class Flight:
    """What the feeder must know of the runner."""

    in_flight: Callable[[], int]
    is_probing: Callable[[], bool]
    """Whether the circuit is open: one message at a time is enough."""
    is_ended: Callable[[], bool]
    on_dry: Callable[[], Awaitable[None]]
    """Called when the running campaign has no message that is due: its next batch may be unlocked."""


class Feeder:
    """Keeps the stock of one run filled."""

    def __init__(
        self,
        queue: NumberQueue,
        templates: BatchTemplates,
        stock: Stock,
        rate: NumberRate,
        recorder: Recorder,
        clock: Clock,
        lease: float,
        flight: Flight,
    ) -> None:
        self._queue = queue
        self._templates = templates
        self._stock = stock
        self._rate = rate
        self._recorder = recorder
        self._clock = clock
        self._lease = lease
        self._flight = flight
        self._is_dry = False
        self._keep_due = clock.monotonic()

    async def run(self) -> None:
        """Claim until nothing is left that time alone would bring, or the run has ended otherwise."""
        while not self._flight.is_ended():
            try:
                pause = await self._round()
            except DATABASE_TROUBLE:
                pause = RETRY_EVERY
            if pause is None:
                return
            await self._clock.sleep(pause)

    async def _round(self) -> float | None:
        """Look at the queue once; return the seconds until the next look, None at the end."""
        lease_ends = self._clock.monotonic() + self._lease
        room = self._room()
        claim = await self._queue.claim(room)
        await self._stock_up(claim, lease_ends)
        if self._clock.monotonic() >= self._keep_due:
            self._keep_due = self._clock.monotonic() + KEEP_EVERY
            await self._rate.keep()
        if not claim.is_held:
            return None
        await self._notice_dryness(claim, room)
        if len(self._stock) or self._flight.in_flight():
            return LOOK_EVERY
        return await self._until_ready()

    def _room(self) -> int:
        if self._flight.is_probing():
            return 0 if self._stock.messages else 1
        return max(0, max(1, int(self._rate.rate * STOCK_SECONDS)) - self._stock.messages)

    async def _stock_up(self, claim: Claim, lease_ends: float) -> None:
        # In an outage nothing is held but the next probe: the rest would outlive its lease.
        keep = None if self._flight.is_probing() and self._stock.messages > 1 else claim.campaign_id
        for message in self._stock.withdraw_campaign(keep):
            self._recorder.add(message, Again(0.0, refund=True))
        if claim.messages:
            self._rate.begin_campaign(claim.messages[0].campaign_id)
            await self._templates.load(claim.messages)
        self._stock.put(claim.replies, claim.messages, lease_ends)

    async def _notice_dryness(self, claim: Claim, room: int) -> None:
        if claim.messages:
            self._is_dry = False
        elif room and claim.campaign_id is not None and not self._is_dry:
            self._is_dry = True
            await self._flight.on_dry()

    async def _until_ready(self) -> float | None:
        await self._recorder.flush()
        seconds = await self._queue.seconds_until_ready()
        return None if seconds is None else min(max(seconds, 0.01), LOOK_EVERY)
