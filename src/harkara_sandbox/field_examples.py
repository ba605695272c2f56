"""A believable value for each webhook field that is told of at will: `POST /sandbox/events` puts what the caller says over it.

Shapes follow the pages of Meta's webhook reference, one per field.
"""

from __future__ import annotations

from collections.abc import Callable

from harkara_sandbox.ids import bsuid_of
from harkara_sandbox.json_values import JsonObject
from harkara_sandbox.world import Number

UNTIMED = frozenset({"user_preferences", "user_id_update"})
"""Fields of numbers rather than of accounts: their entries have no `time`."""

_CUSTOMER = "919812345678"
_DATE = 1_795_000_000

# The block that comes with each `event` of account_update.
_ACCOUNT_UPDATES: dict[str, JsonObject] = {
    "ACCOUNT_RESTRICTION": {
        "restriction_info": [{"restriction_type": "RESTRICTED_BIZ_INITIATED_MESSAGING", "expiration": _DATE}]
    },
    "ACCOUNT_VIOLATION": {"violation_info": {"violation_type": "SPAM"}},
    "DISABLED_UPDATE": {"ban_info": {"waba_ban_state": "DISABLE", "waba_ban_date": "November 18, 2026"}},
    "VOLUME_BASED_PRICING_TIER_UPDATE": {
        "volume_tier_info": {
            "tier_update_time": _DATE,
            "pricing_category": "UTILITY",
            "tier": "25000001:50000000",
            "effective_month": "2026-11",
            "region": "India",
        }
    },
}

_ACCOUNT_FIELDS: dict[str, JsonObject] = {
    "account_review_update": {"decision": "APPROVED"},
    "account_alerts": {
        "entity_type": "PHONE_NUMBER",
        "alert_info": {
            "alert_severity": "WARNING",
            "alert_status": "NONE",
            "alert_type": "INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED",
            "alert_description": "Your messaging limit could not be raised yet.",
        },
    },
    "business_capability_update": {"max_daily_conversations_per_business": 2000, "max_phone_numbers_per_business": 25},
}


def example(field: str, value: JsonObject, number: Number | None, now: int) -> JsonObject:
    """The members that belong to a field beside those of `value`; none for a field nobody here knows."""
    if field == "account_update":
        event = value.get("event", "ACCOUNT_RESTRICTION")
        return {"event": event, **_ACCOUNT_UPDATES.get(event, {})}
    if number is not None and field in _NUMBER_FIELDS:
        return _NUMBER_FIELDS[field](number, now)
    return _ACCOUNT_FIELDS.get(field, {})


def _quality(number: Number, now: int) -> JsonObject:
    return {"display_phone_number": number.digits, "event": "ONBOARDING", "current_limit": "TIER_UNLIMITED"}


def _name(number: Number, now: int) -> JsonObject:
    name = {"decision": "APPROVED", "requested_verified_name": number.verified_name, "rejection_reason": "NONE"}
    return {"display_phone_number": number.digits, **name}


def _security(number: Number, now: int) -> JsonObject:
    return {"display_phone_number": number.digits, "event": "PIN_CHANGED", "requester": "61555822107539"}


def _preferences(number: Number, now: int) -> JsonObject:
    preference = {
        "wa_id": _CUSTOMER,
        "user_id": bsuid_of(_CUSTOMER),
        "detail": "User requested to stop marketing messages",
        "category": "marketing_messages",
        "value": "stop",
        "timestamp": now,
    }
    return _of_customer(number) | {"user_preferences": [preference]}


def _user_id(number: Number, now: int) -> JsonObject:
    update = {
        "wa_id": _CUSTOMER,
        "detail": "User id for Priya Sharma has been updated.",
        "user_id": {"previous": bsuid_of(_CUSTOMER), "current": bsuid_of("919800000001")},
        "timestamp": str(now),
    }
    return _of_customer(number) | {"user_id_update": [update]}


def _of_customer(number: Number) -> JsonObject:
    return {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": number.digits, "phone_number_id": number.id},
        "contacts": [{"profile": {"name": "Priya Sharma"}, "wa_id": _CUSTOMER}],
    }


_NUMBER_FIELDS: dict[str, Callable[[Number, int], JsonObject]] = {
    "phone_number_quality_update": _quality,
    "phone_number_name_update": _name,
    "security": _security,
    "user_preferences": _preferences,
    "user_id_update": _user_id,
}
FIELDS = ("account_update", *_ACCOUNT_FIELDS, *_NUMBER_FIELDS)
