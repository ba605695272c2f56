"""Reads raw events into items that remember their event, and sets aside what cannot be read. Applies nothing."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from harkara.features.webhooks.repository import RawEvent, Reject
from harkara.integrations.whatsapp.webhooks.parsing import parse_webhook
from harkara.kit.logging import get_logger

log = get_logger(__name__)

MALFORMED = "malformed"
REASON_LENGTH = 2_000
RAW_LENGTH = 20_000
"""Characters kept; the event itself has all of it for 7 days."""

LARGE_BODY = 64 * 1024
"""From here on a body is read in a thread, so that the event loop gets a turn every 5 ms."""


@dataclass(eq=False, frozen=True, slots=True)
class Item:
    """One thing an event tells."""

    event_id: int
    told: Any


@dataclass(slots=True)
class Contents:
    """What events tell together, by kind and in order, and what of them cannot be read."""

    items: defaultdict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))
    rejects: list[Reject] = field(default_factory=list[Reject])


async def read(events: Sequence[RawEvent], kinds: Iterable[str]) -> Contents:
    """Return the items of these kinds; no event, whatever it is, makes it raise."""
    contents, kinds = Contents(), tuple(dict.fromkeys(kinds))
    for event in events:
        if len(event.body) < LARGE_BODY:
            _read_into(contents, event, kinds)
        else:
            await asyncio.to_thread(_read_into, contents, event, kinds)
    return contents


def reject(event_id: int, kind: str, reason: str, raw: str) -> Reject:
    """Return what is kept of a thing set aside, in characters PostgreSQL can store."""
    return Reject(event_id, kind, _storable(reason)[:REASON_LENGTH], _storable(raw)[:RAW_LENGTH])


def _read_into(contents: Contents, event: RawEvent, kinds: Iterable[str]) -> None:
    try:
        content = parse_webhook(event.body)
    except Exception as error:  # a fault of ours; the events behind this one must not wait for its mending
        log.exception("event cannot be read", event_id=event.id)
        raw = event.body.decode(errors="replace")
        contents.rejects.append(reject(event.id, MALFORMED, f"{type(error).__name__}: {error}", raw))
        return
    for kind in kinds:
        contents.items[kind] += [Item(event.id, told) for told in getattr(content, kind)]
    contents.rejects += [reject(event.id, MALFORMED, part.reason, part.raw) for part in content.malformed]


def _storable(text: str) -> str:
    return text.replace("\x00", "").encode(errors="replace").decode()
