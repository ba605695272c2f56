"""What Meta does to templates, numbers and accounts, and the webhooks that tell of it.

Their `entry` has `time`, and template ids are integers there.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from harkara_sandbox.config import Seconds
from harkara_sandbox.field_examples import UNTIMED, example
from harkara_sandbox.json_values import JsonObject
from harkara_sandbox.limits import TIERS
from harkara_sandbox.outbox import FieldUpdate
from harkara_sandbox.sandbox import Sandbox
from harkara_sandbox.world import Number, Template

# What Meta says of each new status: (event, other members).
_STATUS_EVENTS: dict[str, tuple[str, JsonObject]] = {
    "APPROVED": ("APPROVED", {"reason": "NONE"}),
    "PENDING": ("PENDING", {"reason": "NONE"}),
    "REJECTED": (
        "REJECTED",
        {
            "reason": "INVALID_FORMAT",
            "rejection_info": {
                "reason": "The text has formatting errors.",
                "recommendation": "Check the placeholders and send the template again.",
            },
        },
    ),
    "PAUSED": ("PAUSED", {"reason": None, "other_info": {"title": "FIRST_PAUSE", "description": "Low quality."}}),
    "DISABLED": (
        "DISABLED",
        {"reason": None, "disable_info": {"disable_date": 1_795_000_000}, "other_info": {"title": "DISABLED"}},
    ),
}


class TemplateChange(BaseModel):
    """What happens to a template, as `POST /sandbox/templates/{id}` takes it; absent members stay as they are."""

    model_config = ConfigDict(extra="forbid")

    status: str | None = None
    category: Literal["UTILITY", "MARKETING", "AUTHENTICATION"] | None = None
    correct_category: Literal["UTILITY", "MARKETING", "AUTHENTICATION"] | None = None
    """Notice of a category change to come; the category stays."""
    quality: Literal["GREEN", "YELLOW", "RED", "UNKNOWN"] | None = None
    components: list[JsonObject] | None = None
    rejected_reason: str | None = None
    webhook: bool = True
    """False: only a later sync can find out."""
    hyphenated_language: bool = False
    """`en-US` for `en_US`, as Meta's docs show it."""


class NumberChange(BaseModel):
    """What happens to a number, as `POST /sandbox/numbers/{id}` takes it."""

    model_config = ConfigDict(extra="forbid")

    token: Literal["expired", "valid"] | None = None
    """`expired`: the token last used with this number answers 190/463 from now on, everywhere. A new
    `SANDBOX-TOKEN-…` works."""
    quality_rating: Literal["GREEN", "YELLOW", "RED", "NA", "UNKNOWN"] | None = None
    status: str | None = None
    name_status: str | None = None
    messages_per_second: int | None = None
    """Over 80 reads as throughput level HIGH."""
    registered: bool | None = None
    messaging_limit: Literal["TIER_250", "TIER_2K", "TIER_10K", "TIER_100K", "TIER_UNLIMITED"] | None = None
    """Of the whole portfolio, as at Meta."""
    upgrade_seconds: Seconds | None = None
    """Begin a throughput upgrade: sends answer 131057 so long, then the number is HIGH."""
    webhook: bool = True


def change_template(sandbox: Sandbox, template: Template, change: TemplateChange) -> None:
    """Apply a change and, unless told not to, send its webhooks."""
    updates: list[FieldUpdate] = []
    subject = _subject(template, hyphenated=change.hyphenated_language)
    if change.rejected_reason is not None:
        template.rejected_reason = change.rejected_reason
    if change.components is not None:
        template.replace_components(change.components)
        updates.append(FieldUpdate("message_template_components_update", subject | _element_members(template)))
    if change.category is not None:
        template.previous_category, template.category = template.category, change.category
        template.correct_category = None
        moved = {"previous_category": template.previous_category, "new_category": change.category}
        updates.append(FieldUpdate("template_category_update", subject | moved))
    if change.correct_category is not None:
        template.correct_category = change.correct_category
        updates.append(FieldUpdate("template_category_update", subject | _notice(sandbox, template)))
    if change.quality is not None:
        moved = {"previous_quality_score": template.quality, "new_quality_score": change.quality}
        template.quality, template.quality_date = change.quality, int(sandbox.clock.time())
        updates.append(FieldUpdate("message_template_quality_update", subject | moved))
    if change.status is not None:
        template.status = change.status
        updates.append(FieldUpdate("message_template_status_update", subject | _status_members(template)))
    if change.webhook:
        for update in updates:
            sandbox.outbox.add(template.waba_id, update)


def change_number(sandbox: Sandbox, number: Number, change: NumberChange) -> None:
    """Apply a change and, unless told not to, send its webhooks."""
    world = sandbox.world
    if change.token == "expired":  # noqa: S105  a state, not a secret
        world.expired_tokens.add(number.last_token)
    elif change.token == "valid":  # noqa: S105  as above
        world.expired_tokens.discard(number.last_token)
    for name in ("quality_rating", "status", "name_status", "messages_per_second", "registered"):
        value: Any = getattr(change, name)
        if value is not None:
            setattr(number, name, value)
    if change.quality_rating is not None and change.webhook:
        _tell_quality(sandbox, number, "FLAGGED" if change.quality_rating == "RED" else "UNFLAGGED")
    if change.messaging_limit is not None:
        _change_limit(sandbox, number, change.messaging_limit, webhook=change.webhook)
    if change.upgrade_seconds is not None:
        number.maintenance_until = sandbox.clock.monotonic() + change.upgrade_seconds
        sandbox.timeline.at(number.maintenance_until, lambda _: _finish_upgrade(sandbox, number, change.webhook), None)


def account_event(sandbox: Sandbox, waba_id: str, field: str, value: JsonObject) -> None:
    """A webhook of any other field; `value` is put over a believable example where there is one."""
    number = next(iter(sandbox.world.wabas[waba_id].numbers.values()), None)
    whole = example(field, value, number, int(sandbox.clock.time())) | value
    sandbox.outbox.add(waba_id, FieldUpdate(field, whole, timed=field not in UNTIMED))


def _subject(template: Template, *, hyphenated: bool) -> JsonObject:
    language = template.language.replace("_", "-") if hyphenated else template.language
    return {
        "message_template_id": int(template.id),
        "message_template_name": template.name,
        "message_template_language": language,
    }


def _status_members(template: Template) -> JsonObject:
    event, members = _STATUS_EVENTS.get(template.status, (template.status, {"reason": "NONE"}))
    return {"event": event, "message_template_category": template.category} | members


def _notice(sandbox: Sandbox, template: Template) -> JsonObject:
    return {
        "new_category": template.category,
        "correct_category": template.correct_category,
        "category_update_timestamp": int(sandbox.clock.time()) + 86_400,
    }


def _element_members(template: Template) -> JsonObject:
    parts = {str(part["type"]).upper(): part for part in template.components}
    members: JsonObject = {"message_template_element": parts.get("BODY", {}).get("text", "")}
    if "text" in parts.get("HEADER", {}):
        members["message_template_title"] = parts["HEADER"]["text"]
    if "FOOTER" in parts:
        members["message_template_footer"] = parts["FOOTER"]["text"]
    if "BUTTONS" in parts:
        prefix = "message_template_button_"
        members["message_template_buttons"] = [
            {prefix + name: button[name] for name in ("type", "text", "url", "phone_number") if name in button}
            for button in parts["BUTTONS"]["buttons"]
        ]
    return members


def _tell_quality(sandbox: Sandbox, number: Number, event: str) -> None:
    value = {"display_phone_number": number.digits, "event": event, "current_limit": sandbox.world.messaging_limit}
    sandbox.outbox.add(number.waba_id, FieldUpdate("phone_number_quality_update", value))


def _change_limit(sandbox: Sandbox, number: Number, tier: str, *, webhook: bool) -> None:
    sandbox.world.messaging_limit = tier
    if webhook:
        value: JsonObject = {"max_daily_conversations_per_business": TIERS[tier] or -1}
        sandbox.outbox.add(number.waba_id, FieldUpdate("business_capability_update", value))


def _finish_upgrade(sandbox: Sandbox, number: Number, webhook: bool) -> None:
    number.messages_per_second = 1000
    if webhook:
        _tell_quality(sandbox, number, "THROUGHPUT_UPGRADE")
