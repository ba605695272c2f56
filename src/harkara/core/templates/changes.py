"""What changed in a template, written down, and what must follow from it. The same for a sync and for a webhook.

`apply_changes` only touches objects of the session; `carry_out` then tells the admin and the campaigns. Nothing here
asks Meta or commits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeAlias, cast

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.notifications.service import notify
from harkara.core.templates import quarantine
from harkara.core.templates.models import Components, Template, TemplateChange
from harkara.core.templates.sendable import unsendable_reason
from harkara.integrations.whatsapp.graph_objects import objects
from harkara.integrations.whatsapp.templates import needs_of
from harkara.kit.jobs import JobQueue

Source: TypeAlias = Literal["sync", "webhook", "admin"]

_AUDITED: Final = {"category": "category", "status": "status", "quality_score": "quality"}
"""Fields whose old and new value are the record, and the kind the record has."""
_SILENT: Final = ("waba_id", "name", "language", "previous_category", "rejected_reason")


@dataclass(slots=True)
class Effects:
    """What follows from changes, collected so that a sync of thousands tells each thing once."""

    quarantined: list[Template] = field(default_factory=list[Template])
    warned: list[Template] = field(default_factory=list[Template])
    """Meta announced another category; nothing is stopped yet."""
    lost: list[tuple[Template, str]] = field(default_factory=list[tuple[Template, str]])
    """Sendable until now, and why no longer."""


def apply_changes(
    session: AsyncSession,
    template: Template,
    values: Mapping[str, Any],
    source: Source,
    effects: Effects,
) -> bool:
    """Bring a stored template to new values (any subset of its fields) and record each difference.

    Returns whether anything a person cares about changed. The template must have its id.
    """
    before = unsendable_reason(template)
    needed = (template.variable_count, template.header_format)
    records = _apply_fields(template, values, source, effects)
    session.add_all(records)
    after = unsendable_reason(template)
    if before is None and after is not None:
        effects.lost.append((template, after))
    elif before is None and needed != (template.variable_count, template.header_format):
        effects.lost.append((template, "Its variables or its header changed at Meta."))
    return bool(records)


def created(template: Template, source: Source) -> TemplateChange:
    """Return the first record of a template's history."""
    return _record(template, "created", None, template.category, source)


def take_out_of_quarantine(session: AsyncSession, template: Template, actor: str) -> None:
    """End a quarantine by hand and record who did it."""
    session.add(_record(template, "quarantine", template.quarantine_reason, None, "admin", actor))
    quarantine.take_out(template)


async def carry_out(session: AsyncSession, jobs: JobQueue, effects: Effects) -> None:
    """Tell the admin, and by jobs of the same transaction the campaigns, what the changes mean for them."""
    await session.flush()
    for template in effects.quarantined:
        await _tell(session, template, "template_quarantined", "was quarantined", template.quarantine_reason or "")
    for template in effects.warned:
        message = f"Meta will change its category from {template.category} to {template.correct_category}."
        await _tell(session, template, "template_category_notice", "will change its category", message)
    for template, reason in effects.lost:
        sentence = f"Template '{template.name}' ({template.language}) cannot be sent any more. {reason}"
        await jobs.defer(session, "campaigns:template_unsendable", template_id=template.id, reason=sentence)


def _apply_fields(
    template: Template, values: Mapping[str, Any], source: Source, effects: Effects
) -> list[TemplateChange]:
    records: list[TemplateChange] = []
    old_category = template.category
    for name, kind in _AUDITED.items():
        old = getattr(template, name)
        if name in values and values[name] != old:
            records.append(_record(template, kind, old, values[name], source))
            setattr(template, name, values[name])
    for name in _SILENT:
        if name in values and values[name] != getattr(template, name):
            setattr(template, name, values[name])
    if template.category != old_category:
        records += _judge_category(template, old_category, source, effects)
    records += _apply_notice(template, values, source, effects)
    records += _apply_components(template, values, source)
    records += _apply_presence(template, values, source)
    return records


def _judge_category(template: Template, old_category: str, source: Source, effects: Effects) -> list[TemplateChange]:
    reason = quarantine.change_reason(old_category, template.category)
    if reason is None or not quarantine.put_in(template, reason):
        return []
    effects.quarantined.append(template)
    return [_record(template, "quarantine", None, reason, source)]


def _apply_notice(
    template: Template, values: Mapping[str, Any], source: Source, effects: Effects
) -> list[TemplateChange]:
    """Keep Meta's notice of a category to come; it warns and stops nothing (design 3.5)."""
    old, new = template.correct_category, values.get("correct_category")
    if "correct_category" not in values or old == new:
        return []
    template.correct_category = new
    if new and new != template.category:
        effects.warned.append(template)
    return [_record(template, "category_notice", old, new, source)]


def _apply_components(template: Template, values: Mapping[str, Any], source: Source) -> list[TemplateChange]:
    parameter_format = values.get("parameter_format", template.parameter_format)
    components = values.get("components", template.components)
    if parameter_format == template.parameter_format and _essence(components) == _essence(template.components):
        return []
    record = _record(template, "components", as_text(template.components), as_text(components), source)
    needs = needs_of(components, parameter_format)
    template.components = components
    template.parameter_format = parameter_format
    template.variable_count = needs.variable_count
    template.header_format = needs.header_format
    return [record]


def _apply_presence(template: Template, values: Mapping[str, Any], source: Source) -> list[TemplateChange]:
    is_active = values.get("is_active", template.is_active)
    if is_active == template.is_active:
        return []
    template.is_active = is_active
    return [_record(template, "restored" if is_active else "deleted", None, None, source)]


def as_text(components: Components) -> str:
    """Return what a person reads of a template, line by line."""
    lines: list[str] = []
    for component in components:
        shown = component.get("text") or component.get("format")
        names = [button.get("text") for button in objects(component.get("buttons"))]
        lines += [str(line) for line in (shown, *names) if line]
    return "\n".join(lines)


def _essence(value: object) -> object:
    """Leave out examples: their media addresses carry signatures that are new in every answer of Meta's."""
    if isinstance(value, list):
        return [_essence(item) for item in cast("list[object]", value)]
    if isinstance(value, dict):
        return {key: _essence(inner) for key, inner in cast("dict[str, object]", value).items() if key != "example"}
    return value


async def _tell(session: AsyncSession, template: Template, type_: str, what: str, message: str) -> None:
    await notify(
        session,
        type=type_,
        title=f"Template '{template.name}' ({template.language}) {what}",
        message=message,
        action_url=f"/templates?id={template.id}",
        related_entity_type="template",
        related_entity_id=template.id,
    )


def _record(
    template: Template, kind: str, old: str | None, new: str | None, source: Source, actor: str | None = None
) -> TemplateChange:
    return TemplateChange(template_id=template.id, kind=kind, old_value=old, new_value=new, source=source, actor=actor)
