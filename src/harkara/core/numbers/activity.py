"""Takes numbers out of use and back into it, remembering why: only what made a number inactive may make it active again.

A token problem is healed by nobody but the admin, who adds the number again.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.numbers.models import WhatsAppNumber
from harkara.kit.jobs import JobQueue

REFRESH_JOB = "numbers:refresh"
UNUSABLE_JOB = "campaigns:number_unusable"
"""Stops the campaigns of a number; belongs to features/campaigns, above this module."""


class InactiveCode(StrEnum):
    """What made a number inactive."""

    TOKEN = "token"  # noqa: S105 - a reason, not a secret
    REFUSED = "refused"
    """Meta refused a message or a call with an error of class account."""
    STATUS = "meta_status"
    """Meta's `status` of the number; it heals when that is normal again."""
    DISABLED = "account_disabled"
    DELETED = "account_deleted"
    RESTRICTED = "account_restricted"
    OFFBOARDED = "account_offboarded"


async def stop_numbers(
    session: AsyncSession, jobs: JobQueue, numbers: Sequence[WhatsAppNumber], code: InactiveCode, reason: str
) -> list[WhatsAppNumber]:
    """Take numbers locked by the caller out of use and their campaigns with them; return those that were in use.

    A number that was inactive keeps its reason, except for Meta's status: that alone must not bring it back now.
    """
    stopped = [number for number in numbers if number.is_active]
    for number in numbers:
        if number.is_active or number.inactive_code == InactiveCode.STATUS:
            number.is_active, number.inactive_code, number.inactive_reason = False, code, reason
    for number in stopped:
        await jobs.defer(session, UNUSABLE_JOB, number_id=number.id, reason=reason)
    return stopped


def restore_numbers(numbers: Sequence[WhatsAppNumber], codes: Collection[InactiveCode]) -> list[WhatsAppNumber]:
    """Bring numbers locked by the caller back into use if one of these made them inactive; return those."""
    restored = [number for number in numbers if not number.is_active and number.inactive_code in codes]
    for number in restored:
        number.is_active, number.inactive_code, number.inactive_reason = True, None, None
    return restored


async def refresh_later(session: AsyncSession, jobs: JobQueue, number_ids: Collection[int]) -> None:
    """Have numbers read from Meta soon. In key order, because two batches may ask for the same ones at the same time."""
    for number_id in sorted(set(number_ids)):
        await jobs.defer(session, REFRESH_JOB, once=f"{REFRESH_JOB}-{number_id}", number_id=number_id)
