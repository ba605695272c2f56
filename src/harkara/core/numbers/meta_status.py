"""What Meta's `status` of a number means for its use. The list is open: a word nobody knows changes nothing but is kept.

Source: developers.facebook.com/documentation/business-messaging/whatsapp/reference, phone number node.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.notifications.news import News, NumberActive, NumberInactive, NumberWarning
from harkara.core.notifications.service import notify
from harkara.core.numbers.activity import InactiveCode, restore_numbers, stop_numbers
from harkara.core.numbers.models import WhatsAppNumber
from harkara.kit.jobs import JobQueue


@dataclass(frozen=True, slots=True)
class Meaning:
    """A status in plain words, and whether the number can send with it."""

    stops: bool
    happened: str
    advice: str


STATUSES: Final[dict[str, Meaning]] = {
    "BANNED": Meaning(
        True,
        "Meta banned the number",
        "Open Business Support Home for the reason and ask for a review; the number is used again once Meta lifts the ban.",
    ),
    "RESTRICTED": Meaning(
        True,
        "Meta restricted the number",
        "Check its quality and limits in WhatsApp Manager; the number is used again once Meta lifts the restriction.",
    ),
    "DISCONNECTED": Meaning(
        True,
        "The number is disconnected from the Cloud API",
        "Register it again in WhatsApp Manager; the number is used again once Meta shows it as connected.",
    ),
    "DELETED": Meaning(
        True,
        "The number was deleted at Meta",
        "Check it in WhatsApp Manager, and delete it here if it is gone for good.",
    ),
    "FLAGGED": Meaning(
        False,
        "Meta flagged the number for low quality",
        "Customers block or report it. Send less and better wanted messages; if quality stays low for 7 days its limit falls.",
    ),
    "RATE_LIMITED": Meaning(
        False, "Meta limits the number", "Nothing to do: it sends more slowly until Meta lifts the limit."
    ),
}


async def note_status(session: AsyncSession, jobs: JobQueue, number: WhatsAppNumber, status: str) -> None:
    """Keep the status of a number locked by the caller and act on it; tell the admin what is new."""
    before, number.meta_status = number.meta_status, status
    meaning = STATUSES.get(status)
    if meaning is not None and meaning.stops:
        if await stop_numbers(session, jobs, [number], InactiveCode.STATUS, f"{meaning.happened} (status {status})"):
            news = NumberInactive(number=number.display_name, status=status)
            await _tell(session, number, news, f"{number.display_name} is inactive", meaning)
    elif restore_numbers([number], {InactiveCode.STATUS}):
        news = NumberActive(number=number.display_name)
        await _tell(session, number, news, f"{number.display_name} may be used again", _NORMAL)
    elif meaning is not None and status != before:
        news = NumberWarning(number=number.display_name, status=status)
        await _tell(session, number, news, f"{number.display_name}: {meaning.happened}", meaning)


_NORMAL: Final = Meaning(False, "Meta shows the number as usable again", "Resume its campaigns.")


async def _tell(session: AsyncSession, number: WhatsAppNumber, news: News, title: str, meaning: Meaning) -> None:
    await notify(
        session,
        news,
        title=f"WhatsApp number {title}",
        message=f"{meaning.happened}. {meaning.advice}",
        action_url="/numbers",
        related_entity_type="number",
        related_entity_id=number.id,
    )
