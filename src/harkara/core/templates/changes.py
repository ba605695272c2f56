"""What changed in a template, written down, and what must follow from it. The same for a sync and for a webhook.

`apply_changes` only touches objects of the session; `carry_out` then tells the admin and the campaigns. Nothing here
asks Meta or commits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal, TypeAlias, cast

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.notifications.news import News, TemplateCategoryNotice, TemplateQuarantined
from harkara.core.notifications.service import notify
from harkara.core.templates import quarantine
from harkara.core.templates.models import Components, Template, TemplateChange
from harkara.core.templates.sendable import NEEDS_CHANGED, needs_changed, unsendable
from harkara.integrations.whatsapp.graph_objects import objects
from harkara.integrations.whatsapp.templates import needs_of
from harkara.kit.causes import Cause
from harkara.kit.jobs import JobQueue
from harkara.kit.wording import ist

Source: TypeAlias = Literal["sync", "webhook", "admin"]

_AUDITED: Final = {
    "name": "name",
    "language": "language",
    "category": "category",
    "status": "status",
    "quality_score": "quality",
}
"""Fields whose old and new value are the record, and the kind the record has."""
_SILENT: Final = ("waba_id", "previous_category", "rejected_reason")


@dataclass(frozen=True, slots=True)
class Word:
    """Who says what a template is now, and of when that is.

    `at`: Meta's own time of an event, or our time before Meta was asked. `is_event`: Meta said so itself, unasked.
    """

    source: Source
    at: datetime
    is_event: bool = False


@dataclass(slots=True)
class Effects:
    """What follows from changes, collected so that a sync of thousands tells each thing once."""

    quarantined: list[tuple[Template, TemplateChange, str]] = field(
        default_factory=list[tuple[Template, TemplateChange, str]]
    )
    """With the record of it, and the category it had before."""
    warned: dict[int, Template] = field(default_factory=dict[int, Template])
    """Meta announced another category; nothing is stopped yet."""
    effective_at: dict[int, datetime] = field(default_factory=dict[int, datetime])
    """By template, when the announced category comes, where Meta told."""
    lost: list[tuple[Template, Cause]] = field(default_factory=list[tuple[Template, Cause]])
    """Sendable until now, and why no longer."""


def apply_changes(
    session: AsyncSession, template: Template, values: Mapping[str, Any], word: Word, effects: Effects
) -> bool:
    """Bring a stored template to new values (any subset of its fields) and record each difference.

    Returns whether anything a person cares about changed. The template must have its id.
    """
    before = unsendable(template)
    needed = (template.variable_count, template.header_format)
    records = _apply_fields(template, values, word, effects)
    session.add_all(records)
    after = unsendable(template)
    if before is None and after is not None:
        effects.lost.append((template, after))
    elif before is None and needed != (template.variable_count, template.header_format):
        effects.lost.append((template, needs_changed(template)))
    return bool(records)


def created(template: Template, source: Source) -> TemplateChange:
    """Return the first record of a template's history."""
    return TemplateChange(template_id=template.id, kind="created", new_value=template.category, source=source)


def take_out_of_quarantine(session: AsyncSession, template: Template, actor: str) -> None:
    """End a quarantine by hand and record who did it."""
    session.add(
        TemplateChange(
            template_id=template.id,
            kind="quarantine",
            old_value=template.quarantine_reason,
            source="admin",
            actor=actor,
        )
    )
    quarantine.take_out(template)


async def carry_out(session: AsyncSession, jobs: JobQueue, effects: Effects) -> None:
    """Tell the admin, and by jobs of the same transaction the campaigns, what the changes mean for them."""
    await session.flush()
    for template, record, old_category in effects.quarantined:
        await _tell_of_quarantine(session, template, old_category, f"template_quarantined:{record.id}")
    for template in effects.warned.values():
        await _warn(session, template, effects.effective_at.get(template.id))
    for template, cause in effects.lost:
        # What was lost and won again within the same batch of events stops nothing.
        if cause.code != NEEDS_CHANGED and unsendable(template) is None:
            continue
        sentence = f"Template '{template.name}' ({template.language}) cannot be sent any more. {cause.words}"
        await jobs.defer(session, "campaigns:template_unsendable", template_id=template.id, reason=sentence)


def _apply_fields(template: Template, values: Mapping[str, Any], word: Word, effects: Effects) -> list[TemplateChange]:
    records = _unseen_flip(template, values, word)
    old_category = template.category
    for name, kind in _AUDITED.items():
        if name in values:
            records += _apply_audited(template, name, kind, values[name], word)
    for name in _SILENT:
        if name in values and values[name] != getattr(template, name):
            setattr(template, name, values[name])
    if template.category != old_category:
        if "previous_category" not in values:
            template.previous_category = old_category
        if template.correct_category == template.category:
            template.correct_category = None  # the notice has come true
        records += _judge_category(template, old_category, word, effects)
    records += _apply_notice(template, values, word, effects)
    records += _apply_components(template, values, word)
    records += _apply_presence(template, values, word)
    return records


def _unseen_flip(template: Template, values: Mapping[str, Any], word: Word) -> list[TemplateChange]:
    """Record a category that changed and changed back between two looks at Meta, which a new previous one gives away.

    It is in the history only: what it is now may be sent, and Meta's webhooks would have quarantined it at once.
    """
    past, now = values.get("previous_category"), template.category
    if word.is_event or past in (None, now, template.previous_category) or values.get("category") != now:
        return []
    return [_record(template, "category", now, past, word), _record(template, "category", past, now, word)]


def _apply_audited(template: Template, name: str, kind: str, new: Any, word: Word) -> list[TemplateChange]:
    old, moment = getattr(template, name), f"{kind}_at"
    if hasattr(template, moment) and (word.is_event or new != old):
        setattr(template, moment, word.at)
    if new == old:
        return []
    setattr(template, name, new)
    return [_record(template, kind, old, new, word)]


def _judge_category(template: Template, old_category: str, word: Word, effects: Effects) -> list[TemplateChange]:
    reason = quarantine.change_reason(old_category, template.category)
    if reason is None or not quarantine.put_in(template, reason):
        return []
    record = _record(template, "quarantine", None, reason, word)
    effects.quarantined.append((template, record, old_category))
    return [record]


def _apply_notice(template: Template, values: Mapping[str, Any], word: Word, effects: Effects) -> list[TemplateChange]:
    """Keep Meta's notice of a category to come; it warns and stops nothing (design 3.5)."""
    if "correct_category" not in values:
        return []
    if word.is_event:
        template.category_at = word.at
    # Meta repeats the present category where no other one is to come.
    old, new = template.correct_category, values["correct_category"]
    if old == new or (old is None and new == template.category):
        return []
    template.correct_category = new
    effects.warned.pop(template.id, None)
    if new and new != template.category:
        effects.warned[template.id] = template
    return [_record(template, "category_notice", old, new, word)]


def _apply_components(template: Template, values: Mapping[str, Any], word: Word) -> list[TemplateChange]:
    parameter_format = values.get("parameter_format", template.parameter_format)
    components = values.get("components", template.components)
    if parameter_format == template.parameter_format and _essence(components) == _essence(template.components):
        return []
    record = _record(template, "components", as_text(template.components), as_text(components), word)
    needs = needs_of(components, parameter_format)
    template.components = components
    template.parameter_format = parameter_format
    template.variable_count = needs.variable_count
    template.header_format = needs.header_format
    return [record]


def _apply_presence(template: Template, values: Mapping[str, Any], word: Word) -> list[TemplateChange]:
    is_active = values.get("is_active", template.is_active)
    if is_active == template.is_active:
        return []
    template.is_active = is_active
    return [_record(template, "restored" if is_active else "deleted", None, None, word)]


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


async def _tell_of_quarantine(session: AsyncSession, template: Template, old_category: str, fact: str) -> None:
    news = TemplateQuarantined(
        template=template.name,
        language=template.language,
        from_category=old_category,
        to_category=template.category,
    )
    await _tell(session, template, news, "was quarantined", template.quarantine_reason or "", fact)


async def _warn(session: AsyncSession, template: Template, effective_at: datetime | None) -> None:
    coming = f"from {template.category} to {template.correct_category}"
    when = f" on {ist(effective_at)}" if effective_at is not None else ""
    message = f"Meta will change its category {coming}{when}."
    fact = f"template_category_notice:{template.id}:{coming}"
    news = TemplateCategoryNotice(
        template=template.name,
        language=template.language,
        from_category=template.category,
        to_category=template.correct_category or "",
        effective_at=effective_at,
    )
    await _tell(session, template, news, "will change its category", message, fact)


async def _tell(session: AsyncSession, template: Template, news: News, what: str, message: str, fact: str) -> None:
    await notify(
        session,
        news,
        title=f"Template '{template.name}' ({template.language}) {what}",
        message=message,
        action_url=f"/templates?id={template.id}",
        related_entity_type="template",
        related_entity_id=template.id,
        fact=fact,
    )


def _record(template: Template, kind: str, old: str | None, new: str | None, word: Word) -> TemplateChange:
    return TemplateChange(
        template_id=template.id,
        kind=kind,
        old_value=old,
        new_value=new,
        source=word.source,
        occurred_at=word.at if word.is_event else None,
    )
