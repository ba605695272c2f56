"""Templates as their recipients got them, for a whole page in one query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.features.inbox import repository
from harkara.features.inbox.contents import Content, TemplateButton, TemplateContent, TemplateHeader
from harkara.features.inbox.rendering import render
from harkara.integrations.whatsapp.templates import render_preview


@dataclass(frozen=True, slots=True)
class SentTemplate:
    """A template with one recipient's values, and the campaign that sent it."""

    content: TemplateContent
    campaign_name: str


class SentTemplates:
    """Those of one page, by recipient (campaign_contacts.id)."""

    def __init__(self, by_recipient: Mapping[int, SentTemplate]) -> None:
        self._by_recipient = by_recipient

    @classmethod
    async def of(cls, session: AsyncSession, messages: Iterable[Row[Any]]) -> SentTemplates:
        """Load what these messages need."""
        recipients = {message.campaign_contact_id for message in messages if message.campaign_contact_id is not None}
        rows = await repository.sent_templates(session, sorted(recipients))
        return cls({row.id: SentTemplate(_filled(row), row.campaign_name) for row in rows})

    def content(self, message: Row[Any]) -> Content:
        """Return what a message says, whatever its type."""
        sent = self._by_recipient.get(message.campaign_contact_id)
        return render(message.type, message.payload, message.body) if sent is None else sent.content

    def campaign_name(self, message: Row[Any]) -> str | None:
        """Return the name of the campaign that sent a message."""
        sent = self._by_recipient.get(message.campaign_contact_id)
        return None if sent is None else sent.campaign_name


def _filled(row: Row[Any]) -> TemplateContent:
    message = render_preview(row.components, row.media_url, row.variables, row.parameter_format)
    return TemplateContent(
        name=row.name,
        language=row.language,
        header=None if message.header is None else TemplateHeader.model_validate(message.header),
        body=message.body,
        footer=message.footer,
        buttons=[TemplateButton.model_validate(button) for button in message.buttons],
    )
