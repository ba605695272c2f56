"""Events in our words, as the parser makes them from Meta's bodies."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.factories import WABA

from harkara.integrations.whatsapp.webhooks.events import (
    AccountEvent,
    Customer,
    IdentityChange,
    InboundMessage,
    PreferenceEvent,
    StatusEvent,
)

PHONE_NUMBER_ID = "106540352242922"
DAY_ONE = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)


def at(second: int) -> datetime:
    return DAY_ONE + timedelta(seconds=second)


def inbound(
    wamid: str,
    *,
    wa_id: str | None = None,
    bsuid: str | None = None,
    second: int = 0,
    name: str | None = None,
    username: str | None = None,
    **members: Any,
) -> InboundMessage:
    values: dict[str, Any] = {
        "type": "text",
        "phone_number_id": PHONE_NUMBER_ID,
        "waba_id": WABA,
        "group_id": None,
        "body": "Hello",
        "target_wamid": None,
        "content": {"id": wamid, "type": "text", "text": {"body": "Hello"}},
        **members,
    }
    return InboundMessage(
        wamid=wamid, occurred_at=at(second), customer=Customer(wa_id, bsuid, name, username), **values
    )


def change(
    second: int,
    *,
    old: tuple[str | None, str | None],
    new: tuple[str | None, str | None],
) -> IdentityChange:
    return IdentityChange(Customer(*old), Customer(*new), at(second))


def preference(
    value: str,
    second: int,
    wa_id: str | None = "919812345678",
    bsuid: str | None = None,
    category: str = "marketing_messages",
) -> PreferenceEvent:
    return PreferenceEvent(Customer(wa_id, bsuid), category, value, at(second))


def account(
    field: str, event: str | None, second: int | None = 0, waba: str | None = WABA, **details: Any
) -> AccountEvent:
    return AccountEvent(waba, field, event, details, None if second is None else at(second))


def failed(wamid: str, code: int, *, recipient: str = "919812345678", second: int = 0, **members: Any) -> StatusEvent:
    values: dict[str, Any] = {
        "phone_number_id": PHONE_NUMBER_ID,
        "waba_id": WABA,
        "callback_data": None,
        "error_title": None,
        "error_details": None,
        "pricing": None,
        **members,
    }
    return StatusEvent(
        wamid=wamid, status="failed", occurred_at=at(second), recipient=recipient, error_code=code, **values
    )
