"""How long the ledger keeps single messages and their statuses. What they add up to (campaigns, recipients, days) stays."""

from __future__ import annotations

from datetime import timedelta

from harkara.core.messages.conversations import drop_conversations
from harkara.core.messages.days import forget_hours
from harkara.kit.clock import Clock
from harkara.kit.db import Database
from harkara.kit.retention import BATCH, REST, Kept

DAYS = 90
HOURS_DAYS = 7
"""Hours are for looking at today beside yesterday; what a day came to stays."""

KEPT = (
    Kept("messages", "created_at", days=DAYS),
    Kept("message_status_logs", "received_at", days=DAYS),
)


async def forget_conversations(database: Database, clock: Clock, overdue: timedelta) -> int:
    """Remove the conversations whose last message is older than the ledger keeps; return how many. Few batches, with rests."""
    before, forgotten = clock.now() - timedelta(days=DAYS) - overdue, 0
    while True:
        started = clock.monotonic()
        async with database.transaction() as session:
            dropped = await drop_conversations(session, before, BATCH)
        forgotten += dropped
        if dropped < BATCH:
            return forgotten
        await clock.sleep(REST * (clock.monotonic() - started))


async def forget_old_hours(database: Database, clock: Clock, overdue: timedelta) -> int:
    """Delete what numbers did in hours long past; return how many rows went."""
    async with database.transaction() as session:
        return await forget_hours(session, clock.now() - timedelta(days=HOURS_DAYS) - overdue)
