"""Whether a campaign may send a template, decided in this one place (design 3.5), with the reason in plain words."""

from __future__ import annotations

from typing import Final

from harkara.core.templates.models import Template
from harkara.core.templates.quarantine import SENDABLE_CATEGORY, belongs_in_quarantine
from harkara.integrations.whatsapp.templates import needs_of
from harkara.kit.causes import Cause, CauseCode

SENDABLE_STATUS: Final = "APPROVED"
WORST_QUALITY: Final = "RED"
NEEDS_CHANGED: Final = "template_needs_changed"
_STATUS_WORDS: Final = {
    "PENDING": "Meta has not approved it yet.",
    "IN_APPEAL": "Meta rejected it and the appeal is not decided yet.",
    "PAUSED": "Meta paused it because customers rated it badly.",
    "DISABLED": "Meta disabled it for good.",
    "ARCHIVED": "Meta archived it because it was not used for a year.",
    "PENDING_DELETION": "It is being deleted at Meta.",
    "DELETED": "It was deleted at Meta.",
    "LIMIT_EXCEEDED": "The account has more templates than Meta allows.",
}


def unsendable(template: Template) -> Cause | None:
    """Return why a template cannot be sent, as one sentence for a person, or None if it can."""
    if not template.is_active:
        return _cause(template, "template_deleted", "It was deleted at Meta.")
    if template.status != SENDABLE_STATUS:
        return _cause(template, "template_status", _status_reason(template))
    if template.quality_score == WORST_QUALITY:
        return _cause(
            template,
            "template_quality",
            "Customers rate it badly (quality RED): Meta pauses such templates, and each complaint harms the number.",
        )
    if template.is_quarantined:
        return _cause(template, "template_quarantined", _quarantine_reason(template))
    if belongs_in_quarantine(template.category):
        words = f"Its category is {template.category}; campaigns send {SENDABLE_CATEGORY} templates only."
        return _cause(template, "template_category", words)
    unsupported = needs_of(template.components, template.parameter_format).unsupported
    return _cause(template, "template_unsupported", f"A CSV cannot fill it: {unsupported}.") if unsupported else None


def needs_changed(template: Template) -> Cause:
    """Return why what was made of its old text must not go out: variables or header are others now."""
    return _cause(template, NEEDS_CHANGED, "Its variables or its header changed at Meta.")


def _cause(template: Template, code: CauseCode, words: str) -> Cause:
    facts = {
        "template": template.name,
        "language": template.language,
        "status": template.status,
        "category": template.category,
        "rejected_reason": template.rejected_reason,
    }
    return Cause(code, words, facts)


def _status_reason(template: Template) -> str:
    if template.status == "REJECTED":
        return f"Meta rejected it ({template.rejected_reason})." if template.rejected_reason else "Meta rejected it."
    return _STATUS_WORDS.get(template.status) or f"Its status at Meta is {template.status or 'unknown'}."


def _quarantine_reason(template: Template) -> str:
    reason = (template.quarantine_reason or "").rstrip(".") or "no reason recorded"
    if template.category == SENDABLE_CATEGORY:
        return f"It is quarantined ({reason}); it is {SENDABLE_CATEGORY} now and can be un-quarantined by hand."
    return f"It is quarantined: {reason[:1].lower()}{reason[1:]}."
