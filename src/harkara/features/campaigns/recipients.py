"""The recipients of a campaign as a list: what was sent to whom, and in plain words why it failed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.messages.campaigns import CampaignContact
from harkara.features.campaigns import repository
from harkara.features.campaigns.errors import CampaignNotFoundError, ContactNotFoundError
from harkara.features.campaigns.failures import failure_words
from harkara.features.campaigns.repository import BatchRow, ContactFilter
from harkara.features.campaigns.schemas import ContactDetail, ContactOut, ContactStatus, SampleMessage
from harkara.features.inbox.addresses import ConversationKey
from harkara.integrations.whatsapp.templates import render_preview
from harkara.kit.pagination import Page, cut_page


@dataclass(frozen=True, slots=True)
class RecipientFilter:
    """Which recipients a person wants to see; None means all. `phone` is any part of the number.

    `error_code` asks for the failed of one code; those Meta said nothing about have none.
    """

    status: ContactStatus | None = None
    template_id: int | None = None
    phone: str | None = None
    error_code: int | Literal["none"] | None = None


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
        _filter(wanted, batches.values()),
        after_id or 0,
        limit + 1,
    )
    rows, cursor = cut_page(found, limit, lambda contact: contact.id)
    return Page(
        items=[_present(contact, batches.get(contact.batch_id or 0)) for contact in rows],
        next_cursor=cursor,
    )


async def get_recipient(session: AsyncSession, campaign_id: int, contact_id: int) -> ContactDetail:
    """Return one recipient of a campaign; raise ContactNotFoundError."""
    contact = await repository.find_contact(session, campaign_id, contact_id)
    found = await repository.find_campaign(session, campaign_id)
    if contact is None or found is None:
        raise ContactNotFoundError(f"Campaign {campaign_id} has no contact {contact_id}.")
    campaign, number = found
    batches = {row.batch.id: row for row in await repository.list_batches(session, [campaign_id])}
    batch = batches.get(contact.batch_id or 0)
    customer = await repository.conversation_partner(session, contact.phone, number.id)
    return ContactDetail(
        **dict(_present(contact, batch)),
        language=None if batch is None else batch.language,
        message=None if batch is None else await _message(session, contact, batch),
        error_details=contact.error_details,
        queued_at=campaign.created_at,
        conversation_id=None if customer is None else str(ConversationKey(customer, number.id)),
    )


async def _message(session: AsyncSession, contact: CampaignContact, row: BatchRow) -> SampleMessage:
    template = (await repository.find_templates(session, [row.batch.template_id]))[row.batch.template_id]
    message = render_preview(template.components, contact.media_url, contact.variables, template.parameter_format)
    parts = {name: getattr(message, name) for name in ("header", "body", "footer", "buttons")}
    return SampleMessage.model_validate(
        {"row_number": contact.row_number, "phone": contact.phone, **parts}, from_attributes=True
    )


def _filter(wanted: RecipientFilter, batches: Iterable[BatchRow]) -> ContactFilter:
    return ContactFilter(
        wanted.status, _batch_ids(batches, wanted.template_id), wanted.phone, error_code=wanted.error_code
    )


def _batch_ids(batches: Iterable[BatchRow], template_id: int | None) -> list[int] | None:
    if template_id is None:
        return None
    return [row.batch.id for row in batches if row.batch.template_id == template_id]


def _present(contact: CampaignContact, batch: BatchRow | None) -> ContactOut:
    known = failure_words(contact.error_code) if contact.status == "failed" else None
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
