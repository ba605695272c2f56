"""The life of an accepted message: which statuses it gets, when, and in which order they are told.

Draws everything from the sandbox's seeded dice; the clock and the outbox do the rest.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

from harkara_sandbox.clock import Clock
from harkara_sandbox.config import Behaviour, Span
from harkara_sandbox.graph.errors import status_error
from harkara_sandbox.ledger import AcceptedMessage
from harkara_sandbox.outbox import MessagesUpdate, Outbox
from harkara_sandbox.timeline import Timeline
from harkara_sandbox.world import Number

UNDELIVERABLE = 131026
# Told wrongly ordered: the late statuses follow one another this closely (seconds, before time_scale).
DISORDER_GAP = 0.05
DUPLICATE_AFTER: Span = (0.05, 2.0)
_NAMES = (
    "Priya Sharma",
    "Rahul Verma",
    "Ananya Iyer",
    "Sunil Patil",
    "Kavita Joshi",
    "Arjun Nair",
    "मीना देशमुख",
    "Imran Khan",
)


@dataclass(frozen=True, slots=True)
class SentMessage:
    """What the statuses of one message have in common."""

    record: AcceptedMessage
    number: Number
    category: str
    """The template's category in lower case, `service` for free-form messages."""
    wa_id: str | None
    """None where only a BSUID is known."""
    user_id: str
    addressed_by_bsuid: bool
    free: bool
    """Inside a service window: not billed."""


@dataclass(frozen=True, slots=True)
class PlannedStatus:
    """One status of one message; `happened` is its wall time, which lies before the time it is told."""

    message: SentMessage
    status: str
    happened: int
    priced: bool = False
    error: dict[str, Any] | None = None


class Lifecycle:
    """Plans the statuses of a message at its acceptance."""

    def __init__(
        self, behaviour: Behaviour, clock: Clock, timeline: Timeline, outbox: Outbox, rng: random.Random
    ) -> None:
        self._behaviour = behaviour
        self._clock = clock
        self._timeline = timeline
        self._outbox = outbox
        self._rng = rng

    def begin(
        self, message: SentMessage, *, answer_after: float, early: bool = False, failure: dict[str, Any] | None = None
    ) -> None:
        """Plan all statuses, from the answer on, `answer_after` seconds from now; `early` tells `sent` before it."""
        if failure is None and self._rng.random() < self._behaviour.fail_share:
            failure = status_error(UNDELIVERABLE)
        if failure is not None:
            failed = answer_after + self._draw(self._behaviour.failed_after)
            self._plan(message, [(failed, "failed")], failure=failure)
            return
        times = self._draw_times(answer_after)
        disorderly = self._rng.random() < self._behaviour.disorder_share
        if early:
            times[0], disorderly = (0.0, "sent"), False
        self._plan(message, times, disorderly=disorderly)

    def _draw_times(self, start: float) -> list[tuple[float, str]]:
        """(seconds from now, status) in the order they happen."""
        behaviour, dice = self._behaviour, self._rng.random
        sent = start + self._draw(behaviour.sent_after)
        times = [(sent, "sent")]
        if behaviour.undelivered_share and dice() < behaviour.undelivered_share:
            return times
        delivered = sent + self._draw(behaviour.delivered_after)
        times.append((delivered, "delivered"))
        if dice() < behaviour.read_share:
            times.append((delivered + self._draw(behaviour.read_after), "read"))
            if dice() < behaviour.skip_delivered_share:
                del times[1]
        return times

    def _plan(
        self,
        message: SentMessage,
        times: list[tuple[float, str]],
        *,
        disorderly: bool = False,
        failure: dict[str, Any] | None = None,
    ) -> None:
        now, wall, dice = self._clock.monotonic(), self._clock.time(), self._rng.random
        planned = [
            PlannedStatus(message, status, int(wall + after), failure is None and position < 2, failure)
            for position, (after, status) in enumerate(times)
        ]
        told = [(now + after, status) for (after, _), status in zip(times, planned, strict=True)]
        if disorderly:
            told = self._disordered(told)
        for when, status in told:
            self._timeline.at(when, self._tell, status)
            if dice() < self._behaviour.duplicate_share:
                self._timeline.at(when + self._draw(DUPLICATE_AFTER), self._tell, status)

    def _disordered(self, told: list[tuple[float, PlannedStatus]]) -> list[tuple[float, PlannedStatus]]:
        """Last first, and nothing before it has happened."""
        gap = DISORDER_GAP * self._behaviour.time_scale
        last = told[-1][0]
        return [(last + gap * back, status) for back, (_, status) in enumerate(reversed(told))]

    def _draw(self, span: Span) -> float:
        least, most = span
        return (least + (most - least) * self._rng.random()) * self._behaviour.time_scale

    def _tell(self, planned: PlannedStatus) -> None:
        message = planned.message
        message.record.statuses.append((planned.status, self._clock.time()))
        contact = None if planned.error is not None else _contact(message)
        item = _status_item(planned, self._behaviour.webhook_version)
        self._outbox.add(message.number.waba_id, MessagesUpdate(message.number, "statuses", item, contact))


def profile_name(wa_id: str) -> str:
    """A believable profile name; the same number always has the same one."""
    return _NAMES[int(wa_id) % len(_NAMES)]


def _contact(message: SentMessage) -> dict[str, Any]:
    if message.wa_id is None:
        return {"user_id": message.user_id}
    return {
        "profile": {"name": profile_name(message.wa_id)},
        "wa_id": message.wa_id,
        "user_id": message.user_id,
    }


def _status_item(planned: PlannedStatus, version: str) -> dict[str, Any]:
    """`statuses[]` as the status webhook reference lists it."""
    message = planned.message
    item: dict[str, Any] = {"id": message.record.wamid, "status": planned.status, "timestamp": str(planned.happened)}
    if message.wa_id is not None:
        item["recipient_id"] = message.wa_id
    if planned.error is None or message.addressed_by_bsuid:
        item["recipient_user_id"] = message.user_id
    if message.record.biz_opaque_callback_data:
        item["biz_opaque_callback_data"] = message.record.biz_opaque_callback_data
    if planned.priced:
        item["pricing"] = _pricing(message)
        if int(version[1:].split(".")[0]) <= 23:
            item["conversation"] = _conversation(planned)
    if planned.error is not None:
        item["errors"] = [planned.error]
    return item


def _pricing(message: SentMessage) -> dict[str, Any]:
    free = message.free and message.category in {"utility", "service"}
    return {
        "billable": not free,
        "pricing_model": "PMP",
        "type": "free_customer_service" if free else "regular",
        "category": message.category,
    }


def _conversation(planned: PlannedStatus) -> dict[str, Any]:
    conversation: dict[str, Any] = {
        "id": planned.message.record.wamid[-32:],
        "origin": {"type": planned.message.category},
    }
    if planned.status == "sent":
        conversation["expiration_timestamp"] = str(planned.happened + 86_400)
    return conversation
