"""What the management calls of the Graph API return, as plain values: numbers, accounts, templates, tokens, usage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, cast

import orjson

NUMBER_FIELDS: Final = (
    "id,verified_name,name_status,display_phone_number,quality_rating,status,throughput,"
    "whatsapp_business_manager_messaging_limit"
)
WABA_FIELDS: Final = "id,name,currency,timezone_id,account_review_status,business_verification_status"
TEMPLATE_FIELDS: Final = (
    "id,name,language,status,category,previous_category,correct_category,parameter_format,components,"
    "quality_score,rejected_reason"
)
MESSAGING_SCOPE: Final = "whatsapp_business_messaging"
MANAGEMENT_SCOPE: Final = "whatsapp_business_management"


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """A business phone number as Meta describes it. Only `status` CONNECTED is normal."""

    id: str
    verified_name: str | None
    display_phone_number: str | None
    quality_rating: str | None
    status: str | None
    throughput_level: str | None
    messaging_limit: str | None
    name_status: str | None = None


@dataclass(frozen=True, slots=True)
class WabaAccount:
    """A WhatsApp Business Account."""

    id: str
    name: str | None
    currency: str | None
    """Accounts of Indian businesses must be billed in INR from 2027-01-01 (Meta's pricing page)."""
    review_status: str | None
    verification_status: str | None


@dataclass(frozen=True, slots=True)
class TemplateNode:
    """A message template as Meta describes it."""

    id: str
    name: str
    language: str
    status: str
    category: str
    previous_category: str | None
    correct_category: str | None
    parameter_format: str
    components: list[dict[str, Any]]
    quality_score: str | None
    rejected_reason: str | None


@dataclass(frozen=True, slots=True)
class TokenInfo:
    """What an access token is good for. `waba_ids` is empty when the grant covers all accounts."""

    is_valid: bool
    app_id: str | None
    scopes: frozenset[str]
    waba_ids: tuple[str, ...]
    expires_at: datetime | None = None
    """None for a token that never expires, as a system user's may be."""


@dataclass(frozen=True, slots=True)
class TemplateCount:
    """How many templates the first page of an account has, and whether there are more."""

    seen: int
    has_more: bool


@dataclass(frozen=True, slots=True)
class Usage:
    """How much of an account's hourly management quota is used, from X-Business-Use-Case-Usage."""

    percent: float
    minutes_to_regain: int


def phone_number(node: Mapping[str, Any]) -> PhoneNumber:
    """Read a number node."""
    return PhoneNumber(
        id=str(node.get("id", "")),
        verified_name=_text(node, "verified_name"),
        display_phone_number=_text(node, "display_phone_number"),
        quality_rating=_text(node, "quality_rating"),
        status=_text(node, "status"),
        throughput_level=_text(_mapping(node.get("throughput")), "level"),
        messaging_limit=_text(node, "whatsapp_business_manager_messaging_limit"),
        name_status=_text(node, "name_status"),
    )


def waba_account(node: Mapping[str, Any]) -> WabaAccount:
    """Read an account node."""
    return WabaAccount(
        id=str(node.get("id", "")),
        name=_text(node, "name"),
        currency=_text(node, "currency"),
        review_status=_text(node, "account_review_status"),
        verification_status=_text(node, "business_verification_status"),
    )


def template_node(node: Mapping[str, Any]) -> TemplateNode:
    """Read a template node. What is missing stays empty, which is neither APPROVED nor UTILITY."""
    rejected = _text(node, "rejected_reason")
    return TemplateNode(
        id=str(node["id"]),
        name=_text(node, "name") or "",
        language=_text(node, "language") or "",
        status=_text(node, "status") or "",
        category=_text(node, "category") or "",
        previous_category=_text(node, "previous_category"),
        correct_category=_text(node, "correct_category"),
        parameter_format=_text(node, "parameter_format") or "POSITIONAL",
        components=objects(node.get("components")),
        quality_score=_text(_mapping(node.get("quality_score")), "score"),
        rejected_reason=None if rejected == "NONE" else rejected,
    )


def token_info(data: Mapping[str, Any]) -> TokenInfo:
    """Read debug_token's data; the accounts of both WhatsApp scopes, the managing one first."""
    granted = {str(grant.get("scope")): grant.get("target_ids") for grant in objects(data.get("granular_scopes"))}
    targets: list[str] = []
    for scope in (MANAGEMENT_SCOPE, MESSAGING_SCOPE):
        ids = granted.get(scope)
        targets += [str(target) for target in cast("list[object]", ids)] if isinstance(ids, list) else []
    scopes = data.get("scopes")
    return TokenInfo(
        is_valid=data.get("is_valid") is True,
        app_id=_text(data, "app_id"),
        scopes=frozenset(str(scope) for scope in cast("list[object]", scopes))
        if isinstance(scopes, list)
        else frozenset(),
        waba_ids=tuple(dict.fromkeys(targets)),
        expires_at=_moment(data.get("expires_at")),
    )


def usage(header: str | None) -> dict[str, Usage]:
    """Read the usage header: the fullest management quota per WABA; empty when absent or unreadable."""
    try:
        accounts = _mapping(orjson.loads(header or "{}"))
    except orjson.JSONDecodeError:
        return {}
    found: dict[str, Usage] = {}
    for waba_id, entries in accounts.items():
        managing = [entry for entry in objects(entries) if entry.get("type") == MANAGEMENT_SCOPE]
        if managing:
            percent = max(_number(managing[0], name) for name in ("call_count", "total_cputime", "total_time"))
            found[waba_id] = Usage(percent, int(_number(managing[0], "estimated_time_to_regain_access")))
    return found


def objects(items: object) -> list[dict[str, Any]]:
    """Return the JSON objects within a list, whatever else is in it."""
    if not isinstance(items, list):
        return []
    return [cast("dict[str, Any]", item) for item in cast("list[object]", items) if isinstance(item, dict)]


def _mapping(value: object) -> Mapping[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _text(node: Mapping[str, Any], key: str) -> str | None:
    value = node.get(key)
    return value.replace("\x00", "") if isinstance(value, str) and value else None


def _moment(seconds: object) -> datetime | None:
    """Read unix seconds; Meta writes 0 for never."""
    try:
        return datetime.fromtimestamp(seconds, UTC) if isinstance(seconds, int) and seconds > 0 else None
    except (OverflowError, OSError, ValueError):
        return None


def _number(node: Mapping[str, Any], key: str) -> float:
    value = node.get(key)
    return float(value) if isinstance(value, int | float) else 0.0
