"""Takes an erased customer out of the raw events that were processed before, slice by slice, resting longer than it works."""

from __future__ import annotations

from collections.abc import Collection

from harkara.core.messages.statuses import forget_logs
from harkara.features.webhooks import repository
from harkara.features.webhooks.redaction import redact
from harkara.features.webhooks.repository import RawEvent
from harkara.integrations.whatsapp.webhooks.parsing import parse_webhook
from harkara.kit.clock import Clock
from harkara.kit.db import Database
from harkara.kit.retention import BATCH, REST


async def sweep_events(database: Database, clock: Clock, ids: Collection[str], last: int) -> int:
    """Redact all processed events up to `last` that name one of these ids; return how many. May be repeated."""
    redacted, after = 0, 0
    while True:
        started = clock.monotonic()
        async with database.transaction() as session:
            found, reached = await repository.events_naming(session, ids, after, last, BATCH)
            # A status whose message was never known here (another program's) has only its event to say whose it was.
            await forget_logs(session, [wamid for event in found for wamid in _wamids(event, ids)])
            await repository.replace_bodies(session, {event.id: redact(event.body, ids) for event in found})
        redacted += len(found)
        if reached is None:
            break
        after = reached
        await clock.sleep(REST * (clock.monotonic() - started))
    async with database.transaction() as session:
        await repository.forget_rejects(session, ids)
    return redacted


def _wamids(event: RawEvent, ids: Collection[str]) -> list[str]:
    return [status.wamid for status in parse_webhook(event.body).statuses if status.recipient in ids]
