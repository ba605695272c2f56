"""Rows as the API shows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import Row

from harkara.core.contacts.models import REPLIES_FOR_LIFE
from harkara.features.inbox.addresses import ConversationKey
from harkara.features.inbox.afterthoughts import Afterthoughts
from harkara.features.inbox.reading import Part, part, whole, words
from harkara.features.inbox.schemas import (
    AiOut,
    CampaignRef,
    ConversationNumber,
    ConversationOut,
    CustomerOut,
    FailureOut,
    LastMessageOut,
    MessageOut,
    QuotedOut,
    ReferralOut,
    ReplyQuotaOut,
)
from harkara.features.inbox.sent_templates import SentTemplates
from harkara.features.inbox.summaries import in_english, summarize
from harkara.integrations.whatsapp.errors import describe

_NO_CODE = "Meta reported a failure without a code"


def conversation(row: Row[Any], templates: SentTemplates) -> ConversationOut:
    """Return a conversation with its newest message in one line."""
    return ConversationOut(
        id=str(ConversationKey(row.contact_id, row.number_id)),
        customer=CustomerOut(
            id=row.contact_id,
            phone=row.wa_id,
            name=row.profile_name,
            username=row.username,
            bsuid=row.bsuid,
            is_bsuid_only=row.wa_id is None,
        ),
        number=ConversationNumber(
            id=row.number_id, display_name=row.display_name, display_phone_number=row.display_phone_number
        ),
        last_message=None if row.id is None else _last_message(row, templates),
        last_message_at=row.last_message_at,
        first_message_at=row.first_message_at,
        reply_quota=ReplyQuotaOut(used=row.reply_count, limit=REPLIES_FOR_LIFE),
        marketing_opted_out=row.marketing_opted_out,
    )


def _last_message(row: Row[Any], templates: SentTemplates) -> LastMessageOut:
    summary = summarize(templates.content(row))
    return LastMessageOut(
        summary=summary,
        text=in_english(summary),
        type=row.type,
        direction=row.direction,
        at=row.created_at,
        status=row.status,
    )


def message(
    row: Row[Any], templates: SentTemplates, later: Afterthoughts, quotable: Mapping[str, Row[Any]]
) -> MessageOut:
    """Return a message with all that was done to it."""
    written = templates.content(row)
    payload = _object(row.payload)
    return MessageOut(
        id=row.id,
        wamid=row.wamid,
        direction=row.direction,
        type=row.type,
        at=row.created_at,
        content=later.content or written,
        original=written if later.content else None,
        edited_at=later.edited_at or (row.created_at if row.type == "edit" else None),
        revoked_at=later.revoked_at,
        reactions=later.reactions,
        quoted=_quoted(row, templates, quotable),
        is_forwarded=_is_forwarded(payload),
        referral=_referral(part(payload, "referral")),
        status=row.status,
        delivered_at=row.delivered_at,
        read_at=row.read_at,
        failed_at=row.failed_at,
        failure=_failure(row) if row.status == "failed" else None,
        ai=_ai(payload) if row.direction == "out" else None,
        campaign=_campaign(row, templates),
    )


def _quoted(row: Row[Any], templates: SentTemplates, quotable: Mapping[str, Row[Any]]) -> QuotedOut | None:
    if row.target_wamid is None or row.type in {"reaction", "edit", "revoke"}:
        return None
    found = quotable.get(row.target_wamid)
    if found is None:
        return QuotedOut(wamid=row.target_wamid, id=None, direction=None, summary=None, excerpt=None)
    summary = summarize(templates.content(found))
    return QuotedOut(
        wamid=found.wamid, id=found.id, direction=found.direction, summary=summary, excerpt=in_english(summary)
    )


def _is_forwarded(payload: Part) -> bool:
    context = part(payload, "context")
    return context.get("forwarded") is True or context.get("frequently_forwarded") is True


def _referral(referral: Part) -> ReferralOut | None:
    if not referral:
        return None
    return ReferralOut(
        headline=words(referral, "headline"),
        body=words(referral, "body"),
        source_type=words(referral, "source_type"),
        source_url=words(referral, "source_url"),
    )


def _failure(row: Row[Any]) -> FailureOut:
    if row.error_code is None:
        return FailureOut(code=None, title=_NO_CODE, advice=None, details=row.error_details)
    known = describe(row.error_code)
    return FailureOut(code=row.error_code, title=known.title, advice=known.advice, details=row.error_details)


def _ai(details: Part) -> AiOut | None:
    model = words(details, "model")
    if model is None:
        return None
    return AiOut(
        model=model,
        latency_ms=whole(details, "latency_ms"),
        prompt_tokens=whole(details, "prompt_tokens"),
        completion_tokens=whole(details, "completion_tokens"),
    )


def _campaign(row: Row[Any], templates: SentTemplates) -> CampaignRef | None:
    if row.campaign_id is None:
        return None
    return CampaignRef(id=row.campaign_id, name=templates.campaign_name(row))


def _object(payload: object) -> Part:
    return cast("Part", payload) if isinstance(payload, dict) else {}
