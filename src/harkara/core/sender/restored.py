"""What a restored queue must know: that it was not watched since the backup. Sends nothing and lets nothing be sent."""

from __future__ import annotations

from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.sender.queue import QUERIES

UNKNOWN_REPLY: Final = "Restored from a backup: whether it was sent after the backup is not known."

ROOM: Final = 1_000_000_000
"""Ids left out: more than can have been given out since any backup, and a bigint bears millions of restores."""


async def settle_restored_queue(session: AsyncSession) -> int:
    """Let go of every claim and reply of the time before, and leave out the ids given out since; return how many replies.

    What Meta tells later about a message sent after the backup still finds its recipient by the mark.
    """
    await session.execute(QUERIES["forget_claims"])
    replies = (await session.execute(QUERIES["give_up_replies"], {"reason": UNKNOWN_REPLY})).all()
    await session.execute(QUERIES["leave_out_marks"], {"room": ROOM})
    return len(replies)
