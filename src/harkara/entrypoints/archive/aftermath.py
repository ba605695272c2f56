"""What must happen in a restored database before anybody works with it: the world went on after the backup was taken.

Each module knows for its own rows what that means; here is only the order.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from harkara.core.sender.restored import settle_restored_queue
from harkara.embedded.auth.restored import end_restored_sessions
from harkara.features.campaigns.restored import Held, hold_restored
from harkara.features.privacy.carrying_over import Remembered, carry_over
from harkara.features.replies.restored import skip_restored
from harkara.kit.clock import Clock
from harkara.kit.crypto import SecretBox
from harkara.kit.db import Database


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What the operator must know."""

    campaigns: list[Held]
    replies: int
    """Replies on their way and customers' messages that waited, which are left unanswered."""
    erased: int
    """Customers erased once more."""


async def settle(
    database: Database, box: SecretBox, clock: Clock, taken_at: datetime, former: Remembered | None
) -> Aftermath:
    """Settle everything in one transaction. `former`: what the database before remembers of erased customers."""
    async with database.transaction() as session:
        replies = await settle_restored_queue(session) + await skip_restored(session)
        erased = 0 if former is None else await carry_over(session, box, clock, former, taken_at)
        campaigns = await hold_restored(session, taken_at)
        await end_restored_sessions(session)
    return Aftermath(campaigns, replies, erased)
