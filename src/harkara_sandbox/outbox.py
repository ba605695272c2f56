"""Collects webhook updates and packs them into bodies as Meta does: several updates in one POST.

An update waits at most `batch_window`; each WABA has its own entries and goes to its own address.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import orjson

from harkara_sandbox.clock import Clock
from harkara_sandbox.config import Behaviour
from harkara_sandbox.timeline import Timeline
from harkara_sandbox.world import Number, Waba, World


@dataclass(frozen=True, slots=True)
class MessagesUpdate:
    """One element of a `messages` change: `value[kind]` gets `item`, its sender or recipient goes to `contacts`."""

    number: Number
    kind: str
    item: dict[str, Any]
    contact: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class FieldUpdate:
    """A whole change of another field; `timed` adds `entry.time`."""

    field: str
    value: dict[str, Any]
    timed: bool = True


Update = MessagesUpdate | FieldUpdate


class Outbox:
    """Updates waiting to be packed; `deliver(waba, body, updates)` takes each finished body."""

    def __init__(
        self,
        world: World,
        behaviour: Behaviour,
        clock: Clock,
        timeline: Timeline,
        deliver: Callable[[Waba, bytes, int], None],
    ) -> None:
        self._world = world
        self._behaviour = behaviour
        self._clock = clock
        self._timeline = timeline
        self._deliver = deliver
        self._waiting: dict[str, list[Update]] = {}
        self._planned = False
        self.unsubscribed = 0
        """Updates nobody was subscribed to; Meta drops them."""

    def __len__(self) -> int:
        return sum(map(len, self._waiting.values()))

    def add(self, waba_id: str, update: Update) -> None:
        if not self._world.wabas[waba_id].subscribed:
            self.unsubscribed += 1
            return
        self._waiting.setdefault(waba_id, []).append(update)
        if not self._planned and not self._behaviour.webhooks_held:
            self._planned = True
            self._timeline.at(self._clock.monotonic() + self._behaviour.batch_window, self._flush, None)

    def release(self) -> None:
        """Let go what `webhooks_held` kept back."""
        if not self._behaviour.webhooks_held:
            self._flush(None)

    def _flush(self, _: object) -> None:
        self._planned = False
        if self._behaviour.webhooks_held:
            return
        waiting, self._waiting = self._waiting, {}
        size = self._behaviour.max_updates_per_post
        for waba_id, updates in waiting.items():
            for start in range(0, len(updates), size):
                part = updates[start : start + size]
                self._deliver(self._world.wabas[waba_id], pack(waba_id, part, int(self._clock.time())), len(part))


def pack(waba_id: str, updates: list[Update], now: int) -> bytes:
    """The bytes of one POST for the updates of one WABA, in their order."""
    entries: list[dict[str, Any]] = []
    messages: dict[tuple[str, str], dict[str, Any]] = {}
    for update in updates:
        if isinstance(update, FieldUpdate):
            change = {"value": update.value, "field": update.field}
            entries.append({"id": waba_id, **({"time": now} if update.timed else {}), "changes": [change]})
            continue
        value = messages.get((update.number.id, update.kind))
        if value is None:
            value = messages[update.number.id, update.kind] = _new_value(update)
        if update.contact is not None:
            value.setdefault("contacts", []).append(update.contact)
        value[update.kind].append(update.item)
    if messages:
        changes = [{"value": value, "field": "messages"} for value in messages.values()]
        entries.append({"id": waba_id, "changes": changes})
    return escape({"object": "whatsapp_business_account", "entry": entries})


def escape(payload: dict[str, Any]) -> bytes:
    r"""JSON as Meta writes it: non-ASCII as \uXXXX and `/` as `\/`; whoever re-serialises it breaks the signature."""
    body = orjson.dumps(payload)
    if not body.isascii():
        body = json.dumps(payload, ensure_ascii=True, separators=(",", ":")).encode()
    return body.replace(b"/", b"\\/")


def _new_value(update: MessagesUpdate) -> dict[str, Any]:
    number = update.number
    metadata = {"display_phone_number": number.digits, "phone_number_id": number.id}
    return {"messaging_product": "whatsapp", "metadata": metadata, update.kind: []}
