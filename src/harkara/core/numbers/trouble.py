"""Trouble of a number that Meta reports beside a message: told once a day, and the number is read from Meta, never guessed dead.

One failed status is a hint, not a proof: it may be days old, and a number that Meta shows as usable goes on.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.notifications.news import NumberTrouble
from harkara.core.notifications.service import notify
from harkara.core.numbers import repository
from harkara.core.numbers.activity import refresh_later
from harkara.integrations.whatsapp.errors import describe
from harkara.kit.clock import IST
from harkara.kit.jobs import JobQueue
from harkara.kit.logging import get_logger

log = get_logger(__name__)


async def account_trouble(
    session: AsyncSession, jobs: JobQueue, number_id: int, code: int, details: str | None, *, at: datetime
) -> None:
    """A message failed for a reason of its account (131031, 131042, 368, ...): read the number from Meta, tell the admin.

    `at`: when Meta said so; the same code of the same number is told once per IST day. Many in one transaction: in
    the order of their numbers.
    """
    log.warning("account trouble in a failed status", number_id=number_id, code=code, details=details)
    await refresh_later(session, jobs, [number_id])
    await tell_problem(session, number_id, code, details, at)


async def tell_problem(session: AsyncSession, number_id: int, code: int, details: str | None, at: datetime) -> None:
    """Tell the admin of a problem with a number, once per code and IST day."""
    number = await repository.find(session, number_id)
    if number is None:
        return
    known = describe(code)
    said = f" Meta's words: {details.rstrip('.')}." if details else ""
    await notify(
        session,
        NumberTrouble(number=number.display_name, error=code, meta_words=details or None),
        title=f"WhatsApp number {number.display_name}: {known.title}",
        message=f"{known.title} (error {code}).{said} {known.advice}",
        action_url="/numbers",
        related_entity_type="number",
        related_entity_id=number_id,
        fact=f"number-trouble:{number_id}:{code}:{at.astimezone(IST):%Y-%m-%d}",
    )
