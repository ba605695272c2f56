"""The rule that keeps everything but UTILITY out of campaigns: in by itself, out only by hand (design 3.5)."""

from __future__ import annotations

from typing import Final

from harkara.core.templates.models import Template

SENDABLE_CATEGORY: Final = "UTILITY"


def belongs_in_quarantine(category: str) -> bool:
    """Return whether templates of this category may not be sent."""
    return category != SENDABLE_CATEGORY


def arrival_reason(category: str) -> str | None:
    """Return why a template that has just arrived is quarantined, or None if it is not."""
    if not belongs_in_quarantine(category):
        return None
    return f"Its category is {category or 'unknown'}; campaigns send {SENDABLE_CATEGORY} templates only."


def change_reason(old_category: str, new_category: str) -> str | None:
    """Return why a template is quarantined when Meta changes its category, or None if it is not."""
    if not belongs_in_quarantine(new_category):
        return None
    return f"Meta changed its category from {old_category or 'unknown'} to {new_category or 'unknown'}."


def put_in(template: Template, reason: str) -> bool:
    """Quarantine a template; return False if it already was (the reason is the newest in any case)."""
    is_new = not template.is_quarantined
    template.is_quarantined = True
    template.quarantine_reason = reason
    return is_new


def take_out(template: Template) -> None:
    """End the quarantine; whoever calls this has checked that a person asked for it and the category allows it."""
    template.is_quarantined = False
    template.quarantine_reason = None
