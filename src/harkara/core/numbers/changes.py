"""What Meta changed about a number, told to the admin once: each is seen by comparing with what was known before.

Events only have a number read again, so an old or doubled event can neither undo nor repeat anything.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.notifications.news import News, NumberMessagingLimit, NumberName, NumberQuality, NumberThroughput
from harkara.core.notifications.service import notify
from harkara.core.numbers.models import WhatsAppNumber
from harkara.core.numbers.throughput import meta_ceiling
from harkara.kit.wording import grouped

_NAME_REFUSALS: Final = frozenset({"DECLINED", "EXPIRED"})


async def change_level(session: AsyncSession, number: WhatsAppNumber, level: str) -> None:
    """Set the throughput level of a number locked by the caller, and tell the admin if Meta changed it."""
    before, number.throughput_level = number.throughput_level, level
    name, limit = number.display_name, meta_ceiling(level)
    if before is None or limit == meta_ceiling(before):
        return
    await _tell(
        session,
        number,
        NumberThroughput(number=name, level=level, limit=limit, limit_before=meta_ceiling(before)),
        f"Meta {'raised' if limit > meta_ceiling(before) else 'lowered'} the speed limit of {name}",
        f"Meta allows number {name} now {grouped(limit)} messages a second (throughput level {level}).",
    )


async def change_quality(session: AsyncSession, number: WhatsAppNumber, rating: str) -> None:
    """Set the quality rating, and warn when it has become low."""
    before, number.quality_rating = number.quality_rating, rating
    if rating == "RED" and before not in (None, rating):
        await _tell(
            session,
            number,
            NumberQuality(number=number.display_name),
            f"The quality of {number.display_name} is low",
            f"Meta rates number {number.display_name} RED: customers block or report it. Send fewer and better wanted "
            "messages, or Meta lowers its limit.",
        )


async def change_messaging_limit(session: AsyncSession, number: WhatsAppNumber, limit: str) -> None:
    """Set how many customers a day may be written to first, and tell when Meta changed it."""
    before, number.messaging_limit = number.messaging_limit, limit
    if before is not None and before != limit:
        await _tell(
            session,
            number,
            NumberMessagingLimit(number=number.display_name, limit_before=before, limit=limit),
            f"Meta changed the messaging limit of {number.display_name}",
            f"Number {number.display_name} had {before} and has now {limit} (customers it may write to first in 24 hours). "
            "Plan its campaigns by that.",
        )


async def change_name_status(session: AsyncSession, number: WhatsAppNumber, status: str) -> None:
    """Set Meta's decision on the display name, and warn when it was refused."""
    before, number.name_status = number.name_status, status
    if status in _NAME_REFUSALS and before not in (None, status):
        await _tell(
            session,
            number,
            NumberName(number=number.display_name, status=status),
            f"Meta did not accept the display name of {number.display_name}",
            f"The name's status is {status}. Choose another name in WhatsApp Manager; until then customers see the number only.",
        )


async def _tell(session: AsyncSession, number: WhatsAppNumber, news: News, title: str, message: str) -> None:
    await notify(
        session,
        news,
        title=title,
        message=message,
        action_url="/numbers",
        related_entity_type="number",
        related_entity_id=number.id,
    )
