"""The adaptive rate of a number as its runner uses it: heard in memory, every change stored with its row at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from harkara.core.numbers.throughput import meta_ceiling
from harkara.core.sender.decisions import answer_of
from harkara.core.sender.queue import QUERIES
from harkara.core.sender.rate import AdaptiveRate, RateState, RateStep
from harkara.integrations.whatsapp.sending import SendResult
from harkara.kit.clock import IST, Clock
from harkara.kit.db import Database
from harkara.kit.logging import get_logger

log = get_logger(__name__)


class NumberRate:
    """Knows the rate, learns from answers, and keeps what must outlive the run."""

    def __init__(
        self, database: Database, clock: Clock, number_id: int, epoch: int, state: RateState, level: str | None
    ) -> None:
        self._database = database
        self._clock = clock
        self._number_id = number_id
        self._epoch = epoch
        self._adaptive = AdaptiveRate(state, meta_ceiling(level))
        self._stored = state
        self._unwritten: list[tuple[datetime, RateStep]] = []
        self._campaign: int | None = None

    @property
    def rate(self) -> int:
        """Messages a second, now."""
        return self._adaptive.rate

    def begin_campaign(self, campaign_id: int) -> None:
        """Notice that messages of another campaign come; the first one of an Indian day lowers the rate to 90 %."""
        if campaign_id != self._campaign:
            self._campaign = campaign_id
            self._take(self._adaptive.begin_campaign(self._clock.now().astimezone(IST).date()))

    def hear(self, result: SendResult, departed: float) -> None:
        """Learn from what became of a request that left at `departed` (monotonic)."""
        self._take(self._adaptive.hear(answer_of(result), departed, self._clock.monotonic()))

    async def keep(self) -> None:
        """Store what changed since the last call, and notice a changed level of Meta's; a fenced runner stores nothing."""
        async with self._database.transaction() as session:
            level = await session.scalar(QUERIES["meta_level"], {"number_id": self._number_id})
            self._take(self._adaptive.keep_to(meta_ceiling(level)))
            changes, state = self._unwritten, self._adaptive.state
            if not changes and state == self._stored:
                return
            held = await session.scalar(
                QUERIES["store_rate"],
                {
                    "number_id": self._number_id,
                    "epoch": self._epoch,
                    "rate": state.rate,
                    "last_stable": state.last_stable,
                    "day": state.day,
                },
            )
            if held is not None and changes:
                await session.execute(QUERIES["log_rate_changes"], _rows(self._number_id, changes))
        self._unwritten = self._unwritten[len(changes) :]
        self._stored = state

    def _take(self, steps: Sequence[RateStep]) -> None:
        for step in steps:
            log.info("rate changed", number_id=self._number_id, rate=step.to_rate, was=step.from_rate, why=step.reason)
            self._unwritten.append((self._clock.now(), step))


def _rows(number_id: int, changes: Sequence[tuple[datetime, RateStep]]) -> dict[str, object]:
    return {
        "number_id": number_id,
        "changed_at": [moment for moment, _ in changes],
        "from_rates": [step.from_rate for _, step in changes],
        "to_rates": [step.to_rate for _, step in changes],
        "reasons": [step.reason.value for _, step in changes],
        "details": [step.details for _, step in changes],
    }
