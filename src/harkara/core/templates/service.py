"""Lists templates, their history and the syncs, and ends a quarantine when a person asks for it."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.numbers import accounts
from harkara.core.templates import repository, sync_runs
from harkara.core.templates.changes import take_out_of_quarantine
from harkara.core.templates.errors import NotUtilityError, TemplateNotFoundError
from harkara.core.templates.models import Template, TemplateSyncRun
from harkara.core.templates.quarantine import belongs_in_quarantine
from harkara.core.templates.repository import TemplateFilter
from harkara.core.templates.schemas import SyncRun, TemplateChangeOut, TemplateOut
from harkara.core.templates.sendable import unsendable
from harkara.kit.inputs import MAX_ID
from harkara.kit.pagination import BadCursorError, Page, cut_page, decode_cursor, decode_id_cursor, encode_cursor


async def list_templates(
    session: AsyncSession, narrowed: TemplateFilter, cursor: str | None, limit: int
) -> Page[TemplateOut]:
    """Return one page of templates, by name."""
    rows = await repository.page(session, narrowed, _sort_key(cursor), limit + 1)
    shown, last = rows[:limit], rows[limit - 1] if len(rows) > limit else None
    return Page(
        items=[shown_template(row) for row in shown],
        next_cursor=None if last is None else encode_cursor(last.name, last.language, last.id),
    )


async def list_changes(
    session: AsyncSession, template_id: int, cursor: str | None, limit: int
) -> Page[TemplateChangeOut]:
    """Return one page of a template's history, newest first; raise TemplateNotFoundError."""
    await _existing(session, template_id)
    found = await repository.history(session, template_id, decode_id_cursor(cursor), limit + 1)
    rows, next_cursor = cut_page(found, limit, lambda row: row.id)
    return Page(items=[TemplateChangeOut.model_validate(row) for row in rows], next_cursor=next_cursor)


async def get_template(session: AsyncSession, template_id: int) -> TemplateOut:
    """Return one template; raise TemplateNotFoundError."""
    return shown_template(await _existing(session, template_id))


async def list_syncs(session: AsyncSession, waba_id: str | None, cursor: str | None, limit: int) -> Page[SyncRun]:
    """Return one page of the syncs of an account, newest first; without an account the newest of each."""
    before = decode_id_cursor(cursor)
    if waba_id is None:
        found = await sync_runs.latest(session, before, limit + 1)
    else:
        found = await sync_runs.history(session, waba_id, before, limit + 1)
    rows, next_cursor = cut_page(found, limit, lambda row: row.id)
    names = await accounts.names_by_waba(session)
    return Page(items=[_shown_sync(row, names.get(row.waba_id, [])) for row in rows], next_cursor=next_cursor)


async def unquarantine(session: AsyncSession, template_id: int, actor: str) -> TemplateOut:
    """End a template's quarantine; raise NotUtilityError unless its category is UTILITY. Repeating it changes nothing."""
    template = await _existing(session, template_id, lock=True)
    if belongs_in_quarantine(template.category):
        raise NotUtilityError(f"The category of '{template.name}' ({template.language}) is {template.category}.")
    if template.is_quarantined:
        take_out_of_quarantine(session, template, actor)
        await session.flush()
        await session.refresh(template)
    return shown_template(template)


def shown_template(template: Template) -> TemplateOut:
    """Return a template as the API shows it."""
    cause = unsendable(template)
    computed = {
        "is_sendable": cause is None,
        "unsendable_reason": cause and cause.words,
        "unsendable_code": cause and cause.code,
    }
    stored = {name: getattr(template, name) for name in TemplateOut.model_fields if name not in computed}
    return TemplateOut.model_validate({**stored, **computed})


def _shown_sync(row: TemplateSyncRun, names: list[str]) -> SyncRun:
    stored = {name: getattr(row, name) for name in SyncRun.model_fields if name != "number_names"}
    return SyncRun.model_validate({**stored, "number_names": names})


async def _existing(session: AsyncSession, template_id: int, *, lock: bool = False) -> Template:
    template = await repository.find(session, template_id, lock=lock)
    if template is None:
        raise TemplateNotFoundError(f"There is no template {template_id}.")
    return template


def _sort_key(cursor: str | None) -> tuple[str, str, int] | None:
    if cursor is None:
        return None
    match decode_cursor(cursor):
        case [str(name), str(language), int(template_id)] if 0 < template_id <= MAX_ID and "\0" not in name + language:
            return name, language, template_id
        case _:
            raise BadCursorError(f"'{cursor[:40]}' is not a cursor of the list of templates.")
