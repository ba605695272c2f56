"""Lists in a body are read item by item: what cannot be read is set aside with its reason, the others go on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import orjson

from harkara.integrations.whatsapp.webhooks.events import Malformed, WebhookContent


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one entry: Meta's `field` and `value`, and what its entry says of it."""

    waba_id: str | None
    told_at: datetime | None
    """`entry.time`; changes of `messages` have none."""
    field: str
    value: object


def read_each(items: object, name: str, content: WebhookContent, read: Callable[[dict[str, Any]], object]) -> None:
    """Let `read` take every object of a list, in order."""
    if not isinstance(items, list):
        content.malformed.append(set_aside(f"{name} is not a list", items))
        return
    for item in cast("list[dict[str, Any]]", items):
        if type(item) is not dict:
            content.malformed.append(set_aside(f"{name} holds something that is not an object", item))
            continue
        try:
            read(item)
        except Exception as error:  # also of a fault of ours: it costs this item, not the 999 beside it
            content.malformed.append(set_aside(f"{name}: {error}", item))


def set_aside(reason: str, item: object) -> Malformed:
    """Keep an item as it came."""
    try:
        raw = orjson.dumps(item).decode()
    except TypeError:
        raw = "(nested too deep to be written again; the event keeps it)"
    return Malformed(reason, raw)
