"""Changes of accounts (WABAs) and of their numbers.

Shapes: developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference, one page per field.
"""

from __future__ import annotations

from typing import Any, Final

from harkara.integrations.whatsapp.webhooks.events import AccountEvent, NumberEvent, WebhookContent
from harkara.integrations.whatsapp.webhooks.items import Change
from harkara.integrations.whatsapp.webhooks.reading import identifier, mapping, whole

# Which member of a field's value says what happened; a field without such a member tells of figures only.
ACCOUNT_FIELDS: Final = {
    "account_update": "event",
    "account_review_update": "decision",
    "account_alerts": "alert_type",
    "business_capability_update": None,
    "security": "event",
}
NUMBER_FIELDS: Final = {
    "phone_number_quality_update": "event",
    "phone_number_name_update": "decision",
}


def read_account(change: Change, content: WebhookContent) -> None:
    """Read one of ACCOUNT_FIELDS; raises UnreadableError if its value is no object."""
    details = whole(change.value)
    event = _event(change.field, details)
    content.accounts.append(
        AccountEvent(_waba_id(change, event, details), change.field, event, details, change.told_at)
    )


def read_number(change: Change, content: WebhookContent) -> None:
    """Read one of NUMBER_FIELDS. A value that tells nothing still means that something about the account's numbers changed."""
    value = mapping(change.value)
    content.numbers.append(
        NumberEvent(
            change.waba_id,
            identifier(value.get("display_phone_number")),
            identifier(value.get(NUMBER_FIELDS[change.field])),
            identifier(value.get("current_limit")) or identifier(value.get("max_daily_conversations_per_business")),
        )
    )


def _event(field: str, details: dict[str, Any]) -> str | None:
    name = ACCOUNT_FIELDS[field]
    if name is None:
        return None
    return identifier(details.get(name)) or identifier(mapping(details.get("alert_info")).get(name))


def _waba_id(change: Change, event: str | None, details: dict[str, Any]) -> str | None:
    """Return whom it concerns: the entries of PARTNER_* events carry the id of a business, not of a WABA."""
    named = identifier(mapping(details.get("waba_info")).get("waba_id"))
    is_partners = event is not None and event.startswith("PARTNER_")
    return named or (None if is_partners else change.waba_id)
