"""Changes of templates. Ids are integers here and texts in the rest of Meta's API.

Shapes: developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference, message_template_* and template_category_update.
"""

from __future__ import annotations

from typing import Any, Final, Literal, cast

from harkara.integrations.whatsapp.webhooks.events import TemplateEvent, WebhookContent
from harkara.integrations.whatsapp.webhooks.items import Change
from harkara.integrations.whatsapp.webhooks.reading import (
    UnreadableError,
    identifier,
    mapping,
    moment_or_none,
    text,
    whole,
)

Kind = Literal["status", "quality", "category", "category_notice", "components"]

_BUTTON: Final = "message_template_button_"
_NOT_REJECTED: Final = "NONE"


def read_template(change: Change, content: WebhookContent) -> None:
    """Read one of the fields of FIELDS; raises UnreadableError without the template's id or without any news."""
    value = whole(change.value)
    meta_id = identifier(value.get("message_template_id"))
    if meta_id is None:
        raise UnreadableError("message_template_id is missing")
    kind, values = FIELDS[change.field](value)
    language = identifier(value.get("message_template_language"))
    event = TemplateEvent(
        waba_id=change.waba_id,
        meta_id=meta_id,
        name=identifier(value.get("message_template_name")),
        language=None if language is None else language.replace("-", "_"),
        kind=kind,
        values=values,
        occurred_at=change.told_at,
    )
    content.templates.append(event)


def _status(value: dict[str, Any]) -> tuple[Kind, dict[str, Any]]:
    rejected = identifier(value.get("reason"))
    values = {
        "status": _needed(value, "event"),
        "rejected_reason": None if rejected == _NOT_REJECTED else rejected,
        "reason": _plain_reason(value),
    }
    return "status", values


def _plain_reason(value: dict[str, Any]) -> str | None:
    """Return Meta's sentences on a rejection, else on a pause or a block."""
    rejection, other = mapping(value.get("rejection_info")), mapping(value.get("other_info"))
    sentences = [text(rejection.get("reason")), text(rejection.get("recommendation"))]
    joined = " ".join(sentence for sentence in sentences if sentence)
    return joined or text(other.get("description")) or text(other.get("title"))


def _quality(value: dict[str, Any]) -> tuple[Kind, dict[str, Any]]:
    return "quality", {"quality_score": _needed(value, "new_quality_score")}


def _category(value: dict[str, Any]) -> tuple[Kind, dict[str, Any]]:
    """Tell a change that is to come (`correct_category`) from one that is done."""
    coming = identifier(value.get("correct_category"))
    if coming is not None:
        effective_at = moment_or_none(value.get("category_update_timestamp"))
        return "category_notice", {"correct_category": coming, "effective_at": effective_at}
    values: dict[str, Any] = {"category": _needed(value, "new_category")}
    previous = identifier(value.get("previous_category"))
    return "category", values if previous is None else values | {"previous_category": previous}


def _components(value: dict[str, Any]) -> tuple[Kind, dict[str, Any]]:
    names = {"title": "title", "element": "body", "footer": "footer"}
    values: dict[str, Any] = {
        ours: found for theirs, ours in names.items() if (found := text(value.get(f"message_template_{theirs}")))
    }
    buttons = value.get("message_template_buttons")
    if isinstance(buttons, list):
        values["buttons"] = [_button(mapping(button)) for button in cast("list[object]", buttons)]
    return "components", values


def _button(button: dict[str, Any]) -> dict[str, Any]:
    return {name.removeprefix(_BUTTON): value for name, value in button.items()}


def _needed(value: dict[str, Any], name: str) -> str:
    found = identifier(value.get(name))
    if found is None:
        raise UnreadableError(f"{name} is missing")
    return found


FIELDS: Final = {
    "message_template_status_update": _status,
    "message_template_quality_update": _quality,
    "template_category_update": _category,
    "message_template_components_update": _components,
}
