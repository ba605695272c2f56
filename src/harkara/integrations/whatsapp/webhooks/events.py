"""What one POST of Meta's can carry, item by item, in our words. Every member that Meta may leave out is None then.

Shapes: developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Customer:
    """Who wrote or was written to. Since 2026 either id may be missing (customers with a username show no number)."""

    wa_id: str | None
    """Phone number in digits, as Meta writes it."""
    bsuid: str | None
    """Business-scoped user id, e.g. `IN.13491208655302741918`."""
    profile_name: str | None = None
    username: str | None = None
    """Without the leading @."""


@dataclass(frozen=True, slots=True)
class StatusEvent:
    """One status of one message. `status` is Meta's word: sent, delivered, read, played, failed or a new one."""

    wamid: str
    status: str
    occurred_at: datetime
    phone_number_id: str | None
    waba_id: str | None
    recipient: str | None
    """The customer's wa_id, or the business-scoped user id when Meta gives no number."""
    callback_data: str | None
    """Our own `biz_opaque_callback_data`, echoed."""
    error_code: int | None
    error_title: str | None
    error_details: str | None
    pricing: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class InboundMessage:
    """One message from a customer, of any type, also of one that Meta invents tomorrow."""

    wamid: str
    type: str
    """Meta's word: text, image, interactive, reaction, edit, revoke, system, unsupported, ..."""
    occurred_at: datetime
    phone_number_id: str | None
    waba_id: str | None
    customer: Customer
    group_id: str | None
    body: str | None
    """What a person would read of it: text, caption, label of the button, ...; None where there is nothing to read."""
    target_wamid: str | None
    """The message it replies to, reacts to, edits or revokes."""
    content: dict[str, Any]
    """Meta's object, whole."""


@dataclass(frozen=True, slots=True)
class ReportedProblem:
    """Meta could not give us something (`value.errors`): it concerns a number, not one message."""

    phone_number_id: str | None
    waba_id: str | None
    code: int | None
    title: str | None
    details: str | None


@dataclass(frozen=True, slots=True)
class TemplateEvent:
    """Something about a template changed. `values` holds only what this event tells."""

    waba_id: str | None
    meta_id: str
    name: str | None
    language: str | None
    """With an underscore (en_US), however Meta wrote it."""
    kind: Literal["status", "quality", "category", "category_notice", "components"]
    values: dict[str, Any]
    """status: {status, rejected_reason, reason}; quality: {quality_score}; category: {category, previous_category};
    category_notice: {correct_category, effective_at}; components: {title, body, footer, buttons}."""
    occurred_at: datetime | None


@dataclass(frozen=True, slots=True)
class NumberEvent:
    """Something about a number changed. Meta does not give its id, only the number as it is shown."""

    waba_id: str | None
    display_phone_number: str | None
    event: str | None
    """Meta's word: ONBOARDING, THROUGHPUT_UPGRADE, FLAGGED, UNFLAGGED, UPGRADE, DOWNGRADE, or for a name its decision."""
    limit: str | None = None
    """The messaging limit it now has, e.g. TIER_10K."""


@dataclass(frozen=True, slots=True)
class AccountEvent:
    """Something about an account (WABA): restricted, disabled, deleted, reviewed, alerted, more or less capable."""

    waba_id: str | None
    field: str
    """Meta's field: account_update, account_review_update, account_alerts, business_capability_update, security, ..."""
    event: str | None
    """account_update's `event`, account_review_update's `decision`, account_alerts' `alert_type`, security's `event`."""
    details: dict[str, Any]
    """Meta's value, whole."""
    occurred_at: datetime | None


@dataclass(frozen=True, slots=True)
class PreferenceEvent:
    """A customer stopped or resumed messages of a category."""

    customer: Customer
    category: str
    """`marketing_messages` so far."""
    value: str
    """stop or resume (or a new word)."""
    occurred_at: datetime


@dataclass(frozen=True, slots=True)
class IdentityChange:
    """A customer has a new phone number or a new business-scoped user id."""

    old: Customer
    new: Customer
    occurred_at: datetime


@dataclass(frozen=True, slots=True)
class OtherEvent:
    """A field we keep raw and do nothing with."""

    waba_id: str | None
    field: str


@dataclass(frozen=True, slots=True)
class Malformed:
    """A part of a body that could not be understood, kept as it came."""

    reason: str
    raw: str


@dataclass(slots=True)
class WebhookContent:
    """Everything understood from one POST, in its order."""

    statuses: list[StatusEvent] = field(default_factory=list[StatusEvent])
    inbound: list[InboundMessage] = field(default_factory=list[InboundMessage])
    problems: list[ReportedProblem] = field(default_factory=list[ReportedProblem])
    templates: list[TemplateEvent] = field(default_factory=list[TemplateEvent])
    numbers: list[NumberEvent] = field(default_factory=list[NumberEvent])
    accounts: list[AccountEvent] = field(default_factory=list[AccountEvent])
    preferences: list[PreferenceEvent] = field(default_factory=list[PreferenceEvent])
    identities: list[IdentityChange] = field(default_factory=list[IdentityChange])
    others: list[OtherEvent] = field(default_factory=list[OtherEvent])
    malformed: list[Malformed] = field(default_factory=list[Malformed])
