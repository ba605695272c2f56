"""The second half of an erasure: raw events that were processed before it. They are many, so a job walks them."""

from __future__ import annotations

import orjson

from harkara.features.privacy import repository
from harkara.features.privacy.service import SEALED
from harkara.features.webhooks.sweeping import sweep_events
from harkara.kit.clock import Clock
from harkara.kit.crypto import SecretBox
from harkara.kit.db import Database
from harkara.kit.logging import get_logger

log = get_logger(__name__)


async def sweep_left(database: Database, clock: Clock, box: SecretBox) -> None:
    """Sweep the events of every erasure that is not finished, then forget what was looked for."""
    async with database.transaction() as session:
        left = await repository.left_to_sweep(session)
    for erasure in left:
        assert erasure.ids_encrypted is not None
        ids = orjson.loads(box.decrypt(erasure.ids_encrypted, SEALED.place_of(contact_id=erasure.contact_id)))
        redacted = await sweep_events(database, clock, ids, erasure.last_event_id)
        async with database.transaction() as session:
            await repository.finish(session, erasure.id, clock.now())
        log.info("raw events swept", contact_id=erasure.contact_id, events=redacted)
