"""Rows for tests, made through the platform's own models."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.messages.campaigns import Campaign, CampaignContact, CampaignTemplate
from harkara.core.numbers.models import WhatsAppNumber
from harkara.core.sender.models import SendQueueItem
from harkara.core.templates.models import Template
from harkara.kit.db import Database

WABA = "102290129340398"
_serial = itertools.count(1)


async def make_number(session: AsyncSession, **values: object) -> WhatsAppNumber:
    serial = next(_serial)
    number = WhatsAppNumber(
        **{
            "display_name": f"Number {serial}",
            "phone_number_id": f"1065401234{serial:05}",
            "waba_id": WABA,
            "display_phone_number": f"+91 98765 {serial:05}",
            **values,
        }
    )
    session.add(number)
    await session.flush()
    return number


async def make_template(session: AsyncSession, **values: object) -> Template:
    serial = next(_serial)
    template = Template(
        **{
            "meta_id": str(13_000_000 + serial),
            "waba_id": WABA,
            "name": f"order_update_{serial}",
            "language": "en",
            "status": "APPROVED",
            "category": "UTILITY",
            "components": [{"type": "BODY", "text": "Dear {{1}}, your order is on its way."}],
            "variable_count": 1,
            "is_quarantined": False,
            **values,
        }
    )
    session.add(template)
    await session.flush()
    return template


@dataclass
class Made:
    """A campaign with its batches, contacts and queue."""

    number_id: int
    campaign_id: int
    batch_ids: list[int]
    contact_ids: list[int]


async def make_campaign(
    database: Database,
    *,
    recipients: int = 4,
    templates: int = 1,
    number: WhatsAppNumber | None = None,
    status: str = "running",
    state: str = "ready",
    queued_at: datetime | None = None,
) -> Made:
    """Make a campaign whose recipients are split equally, with queue rows in one state."""
    async with database.transaction() as session:
        number = number or await make_number(session)
        campaign = Campaign(
            name=f"Campaign {next(_serial)}",
            number_id=number.id,
            status=status,
            has_media_column=False,
            variable_columns=1,
            total_contacts=recipients,
            valid_contacts=recipients,
            invalid_contacts=0,
            queued_at=queued_at,
        )
        session.add(campaign)
        await session.flush()
        made = Made(number.id, campaign.id, [], [])
        for position in range(templates):
            await _make_batch(session, made, position, recipients // templates, state)
        return made


async def _make_batch(session: AsyncSession, made: Made, position: int, size: int, state: str) -> None:
    template = await make_template(session)
    batch = CampaignTemplate(
        campaign_id=made.campaign_id,
        template_id=template.id,
        position=position,
        contact_count=size,
        status="ready" if state == "ready" else "pending",
    )
    session.add(batch)
    await session.flush()
    made.batch_ids.append(batch.id)
    contacts = [
        CampaignContact(
            campaign_id=made.campaign_id,
            batch_id=batch.id,
            row_number=row,
            phone=f"9198{next(_serial):08}",
            variables=["Asha"],
            status="pending",
        )
        for row in range(2, 2 + size)
    ]
    session.add_all(contacts)
    await session.flush()
    made.contact_ids += [contact.id for contact in contacts]
    session.add_all(
        SendQueueItem(
            contact_id=contact.id,
            number_id=made.number_id,
            campaign_id=made.campaign_id,
            batch_id=batch.id,
            state=state,
        )
        for contact in contacts
    )
