"""Meta's events about accounts: each is ruled on by a table, carried out once, and the account's numbers are read from Meta."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime

import orjson
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.numbers.account_events import rulings
from harkara.core.numbers.account_state import carry_out
from harkara.core.numbers.accounts import lock_numbers_of_waba
from harkara.core.numbers.activity import refresh_later
from harkara.integrations.whatsapp.webhooks.events import AccountEvent
from harkara.kit.jobs import JobQueue
from harkara.kit.logging import get_logger

log = get_logger(__name__)

_UNDATED = datetime.max.replace(tzinfo=UTC)


async def apply_account_events(session: AsyncSession, jobs: JobQueue, events: Sequence[AccountEvent]) -> None:
    """Act on the numbers of the accounts concerned; repeating an event changes nothing more.

    Accounts and numbers are locked in key order. Needs a transaction of its own: no number stays locked while the statuses
    beside it are applied.
    """
    concerned: set[int] = set()
    for event in sorted(events, key=_order):
        concerned |= await _apply(session, jobs, event)
    await refresh_later(session, jobs, concerned)


async def _apply(session: AsyncSession, jobs: JobQueue, event: AccountEvent) -> set[int]:
    """Return the numbers that may have changed at Meta."""
    log.info("account event", waba_id=event.waba_id, field=event.field, account_event=event.event)
    found = rulings(event.field, event.event, event.details)
    numbers = await lock_numbers_of_waba(session, event.waba_id) if found and event.waba_id is not None else ()
    if not numbers:
        return set()
    for place, ruling in enumerate(found):
        await carry_out(session, jobs, numbers, ruling, event.occurred_at, _fact(event, place))
    return {number.id for number in numbers}


def _order(event: AccountEvent) -> tuple[str, datetime, str, str]:
    return event.waba_id or "", event.occurred_at or _UNDATED, event.field, event.event or ""


def _fact(event: AccountEvent, place: int) -> str:
    """Name the fact an event tells: the same content at the same time is the same fact, however often it comes."""
    content = orjson.dumps(event.details, option=orjson.OPT_SORT_KEYS)
    digest = hashlib.sha256(content).hexdigest()[:16]
    at = "undated" if event.occurred_at is None else event.occurred_at.isoformat()
    return f"account:{event.waba_id}:{event.field}:{event.event}:{at}:{digest}:{place}"
