"""Why recipients of a campaign got no message, by Meta's code, with what to do. Read from kept figures; counts no recipients."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.features.campaigns import repository, tally_rows
from harkara.features.campaigns.errors import CampaignNotFoundError
from harkara.features.campaigns.schemas import FailureReason
from harkara.integrations.whatsapp.errors import ErrorClass, describe

_IN_VAIN = "Every attempt met this. Put these contacts into a new campaign once it has passed."
_PASSING = frozenset({ErrorClass.THROTTLE, ErrorClass.PAIR_LIMIT, ErrorClass.TRANSIENT, ErrorClass.AMBIGUOUS})


@dataclass(frozen=True, slots=True)
class FailureWords:
    """A failure that is final, for a person."""

    title: str
    advice: str


_NO_WORD = FailureWords(
    "No answer from Meta, at every attempt",
    "Check this machine's network and `harkara doctor`. Some may have arrived all the same: look at a customer's inbox "
    "before you write again.",
)


def failure_words(code: int | None) -> FailureWords:
    """Return what a final failure means; without a code nothing came from Meta. Nothing is tried again any more."""
    if code is None:
        return _NO_WORD
    known = describe(code)
    return FailureWords(known.title, _IN_VAIN if known.error_class in _PASSING else known.advice)


async def list_failures(session: AsyncSession, campaign_id: int) -> list[FailureReason]:
    """Return the codes a campaign's recipients failed with, the most frequent first; raise CampaignNotFoundError."""
    if await repository.find_campaign(session, campaign_id) is None:
        raise CampaignNotFoundError(f"There is no campaign {campaign_id}.")
    found: list[FailureReason] = []
    for failure in await tally_rows.list_failures(session, campaign_id):
        words = failure_words(failure.error_code)
        found.append(
            FailureReason(
                error_code=failure.error_code,
                title=words.title,
                advice=words.advice,
                failed=failure.failed,
                example=failure.example,
            )
        )
    return found
