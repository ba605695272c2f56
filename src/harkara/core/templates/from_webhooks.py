"""What Meta says of templates unasked: applied at once where an event tells all, read anew from Meta where it does not.

Events come in any order and more than once. Each aspect of a template (status, quality, category) knows the time of its
newest word: a newer event is applied, an older one that tells something else is no news but a reason to ask Meta.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.numbers import accounts
from harkara.core.templates import repository
from harkara.core.templates.changes import Effects, Word, apply_changes, carry_out
from harkara.core.templates.models import Template
from harkara.core.templates.rereading import reread_later, sync_later
from harkara.integrations.whatsapp.webhooks.events import TemplateEvent
from harkara.kit.jobs import JobQueue
from harkara.kit.logging import get_logger

log = get_logger(__name__)

STATUSES: Final = frozenset(
    {
        "APPROVED",
        "PENDING",
        "REJECTED",
        "PAUSED",
        "DISABLED",
        "ARCHIVED",
        "IN_APPEAL",
        "PENDING_DELETION",
        "DELETED",
        "LIMIT_EXCEEDED",
    }
)
"""Words of the status webhook that are a template's status. FLAGGED, LOCKED, REINSTATED, UNARCHIVED and what Meta invents
tomorrow are events: what the status is after them, only the template itself tells."""
_ASPECTS: Final = {
    "status": "status_at",
    "quality": "quality_at",
    "category": "category_at",
    "category_notice": "category_at",
}


async def apply_template_events(session: AsyncSession, jobs: JobQueue, events: Sequence[TemplateEvent]) -> None:
    """Apply events of any accounts; those of templates we do not know yet have their account synced, once.

    Needs a transaction of its own: it waits for a sync of the same account that is just writing.
    """
    now = await repository.database_time(session)
    ids = {event.meta_id for event in events}
    for waba_id in sorted(
        {event.waba_id for event in events if event.waba_id} | await repository.wabas_of(session, ids)
    ):
        await repository.lock_waba(session, waba_id)
    templates = await repository.lock_by_meta_id(session, ids)
    effects = Effects()
    doubtful: dict[int, Template] = {}
    unplaced: set[str] = set()
    for event in sorted(events, key=lambda event: event.occurred_at or now):
        template = templates.get(event.meta_id)
        if template is None or event.waba_id not in (None, template.waba_id):
            log.info("event of a template that its account is not known to have", template=event.meta_id)
            unplaced |= {event.waba_id} if event.waba_id else set()
        if template is not None and not _apply(session, template, event, now, effects):
            doubtful[template.id] = template
    await carry_out(session, jobs, effects)
    for template in doubtful.values():
        await reread_later(session, jobs, template)
    if unplaced:
        for waba_id in sorted(unplaced & set(await accounts.wabas_with_active_number(session))):
            await sync_later(session, jobs, waba_id)


def _apply(session: AsyncSession, template: Template, event: TemplateEvent, now: datetime, effects: Effects) -> bool:
    """Apply an event; return False if only Meta can tell what the template is now."""
    values = _values(event)
    if values is None or not template.is_active:
        return False
    differs = any(getattr(template, name) != value for name, value in values.items())
    moment, known = event.occurred_at or now, getattr(template, _ASPECTS[event.kind])
    if known is not None and moment <= known:
        return not differs
    template.heard_at = now
    apply_changes(session, template, values, Word("webhook", moment, is_event=True), effects)
    effective_at = event.values.get("effective_at")
    if isinstance(effective_at, datetime):
        effects.effective_at[template.id] = effective_at
    return True


def _values(event: TemplateEvent) -> dict[str, Any] | None:
    """Return what an event says a template is now; None if it does not say, or not whole."""
    told = event.values
    if event.kind == "status" and told.get("status") in STATUSES:
        rejected = told.get("rejected_reason") if told["status"] == "REJECTED" else None
        return {"status": told["status"], "rejected_reason": rejected}
    if event.kind == "quality" and told.get("quality_score"):
        return {"quality_score": told["quality_score"]}
    if event.kind == "category" and told.get("category"):
        return {"category": told["category"]} | _present(told, "previous_category")
    if event.kind == "category_notice" and told.get("correct_category"):
        return {"correct_category": told["correct_category"]}
    # The components event carries the texts only, without formats and examples.
    return None


def _present(told: dict[str, Any], name: str) -> dict[str, Any]:
    return {name: told[name]} if told.get(name) else {}
