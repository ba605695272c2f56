"""When access tokens expire, and the warnings before: a campaign must not find out in its middle.

Tokens of system users may never expire; temporary ones from Meta's dashboard die within a day.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.notifications.news import NumberTokenExpiring
from harkara.core.notifications.service import notify
from harkara.core.numbers import repository
from harkara.core.numbers.models import WhatsAppNumber
from harkara.integrations.whatsapp.client import GraphClient
from harkara.integrations.whatsapp.errors import GraphError
from harkara.kit.errors import AppError
from harkara.kit.wording import ist, roughly

WARN_BEFORE: Final = (timedelta(days=1), timedelta(days=7))
"""The nearer first: a number found at once within a day of its end is told of once, not twice."""
_RENEW: Final = (
    "Make a new system-user token in Meta Business Settings and add the number again with it; "
    "its history and rate are kept."
)


async def expiry_of(graph: GraphClient, token: str, known: datetime | None) -> datetime | None:
    """Return when a token expires (None: never); what was known of it where Meta does not say."""
    try:
        info = await graph.inspect_token(token)
    except (GraphError, AppError):
        return known
    return info.expires_at if info.is_valid else known


async def warn_of_expiring(session: AsyncSession, now: datetime) -> None:
    """Tell the admin of tokens that expire within 7 days, and again within 1 day: once each."""
    for number in await repository.tokens_expiring(session, now + max(WARN_BEFORE)):
        expires_at = number.token_expires_at
        assert expires_at is not None
        step = next(step for step in WARN_BEFORE if expires_at - now <= step)
        await _warn(session, number, expires_at, now, step)


async def _warn(
    session: AsyncSession, number: WhatsAppNumber, expires_at: datetime, now: datetime, step: timedelta
) -> None:
    left = (expires_at - now).total_seconds()
    when = f"expires in {days_or(left)}" if left > 0 else "has expired"
    await notify(
        session,
        NumberTokenExpiring(number=number.display_name, expires_at=expires_at),
        title=f"The access token of {number.display_name} {when}",
        message=f"It is valid until {ist(expires_at)}; after that number {number.display_name} sends nothing. {_RENEW}",
        action_url="/numbers",
        related_entity_type="number",
        related_entity_id=number.id,
        fact=f"number_token_expiring:{number.id}:{expires_at.timestamp():.0f}:{step.days}",
    )


def days_or(seconds: float) -> str:
    """Return a time ahead in whole days, and below two days more exactly."""
    days = int(seconds // 86_400)
    return f"{days} days" if days >= 2 else roughly(seconds)
