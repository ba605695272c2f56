"""The recipients of a campaign as a list: what was sent to whom, and in plain words why it failed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.messages.campaigns import CampaignContact
from harkara.features.campaigns import repository
from harkara.features.campaigns.errors import CampaignNotFoundError
from harkara.features.campaigns.repository import BatchRow, ContactFilter
from harkara.features.campaigns.schemas import ContactOut, ContactStatus
from harkara.integrations.whatsapp.errors import describe
from harkara.kit.pagination import Page, cut_page


@dataclass(frozen=True, slots=True)
class RecipientFilter:
    """Which recipients a person wants to see; None means all. `phone` is any part of the number."""

    status: ContactStatus | None = None
    template_id: int | None = None
    phone: str | None = None


async def list_recipients(
    session: AsyncSession, campaign_id: int, wanted: RecipientFilter, after_id: int | None, limit: int
) -> Page[ContactOut]:
    """Return a page of recipients in file order; raise CampaignNotFoundError."""
    if await repository.find_campaign(session, campaign_id) is None:
        raise CampaignNotFoundError(f"There is no campaign {campaign_id}.")
    batches = {row.batch.id: row for row in await repository.list_batches(session, [campaign_id])}
    found = await repository.list_contacts(
        session,
        campaign_id,
        ContactFilter(wanted.status, _batch_ids(batches.values(), wanted.template_id), wanted.phone),
        after_id or 0,
        limit + 1,
    )
    rows, cursor = cut_page(found, limit, lambda contact: contact.id)
    return Page(
        items=[_present(contact, batches.get(contact.batch_id or 0)) for contact in rows],
        next_cursor=cursor,
    )


def _batch_ids(batches: Iterable[BatchRow], template_id: int | None) -> list[int] | None:
    if template_id is None:
        return None
    return [row.batch.id for row in batches if row.batch.template_id == template_id]


def _present(contact: CampaignContact, batch: BatchRow | None) -> ContactOut:
    known = None if contact.error_code is None else describe(contact.error_code)
    return ContactOut(
        id=contact.id,
        row_number=contact.row_number,
        phone=contact.phone,
        media_url=contact.media_url,
        variables=contact.variables,
        template_id=None if batch is None else batch.batch.template_id,
        template_name=None if batch is None else batch.template_name,
        status=contact.status,  # pyright: ignore[reportArgumentType] - a check constraint holds it to these words
        invalid_reason=contact.invalid_reason,
        error_code=contact.error_code,
        error_title=None if known is None else known.title,
        error_advice=None if known is None else known.advice,
        wamid=contact.wamid,
        attempts=contact.attempts,
        sent_at=contact.sent_at,
        delivered_at=contact.delivered_at,
        read_at=contact.read_at,
        failed_at=contact.failed_at,
    )
